/** Whether figures are derived for everybody or only for the people of `temp.touched_user`. */
export type Scope = 'all' | 'touched'

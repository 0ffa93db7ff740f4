/** The parts of a sync, in the order in which a person looks for them. */
export const datasetGroups = ['directory', 'usage', 'daily'] as const
export type DatasetGroup = (typeof datasetGroups)[number]

export function groupOfDataset(dataset: string): DatasetGroup {
  const [group] = dataset.split('.', 1)
  return datasetGroups.find(known => known === group) ?? 'directory'
}

import { Dropdown, makeStyles, Option } from '@fluentui/react-components'

const useStyles = makeStyles({ choice: { width: '320px', maxWidth: '100%', minWidth: '200px' } })

type Props<T extends string> = {
  value: T
  choices: readonly { value: T; text: string }[]
  onChoose: (value: T) => void
}

/** One of a few, in a list that opens. What a field gives its control (its name, its description) comes along. */
export function Choice<T extends string>({ value, choices, onChoose, ...fromField }: Props<T>) {
  const styles = useStyles()
  return (
    <Dropdown
      {...fromField}
      className={styles.choice}
      value={choices.find(choice => choice.value === value)?.text ?? ''}
      selectedOptions={[value]}
      onOptionSelect={(_event, { optionValue }) => {
        const chosen = choices.find(choice => choice.value === optionValue)
        if (chosen !== undefined) onChoose(chosen.value)
      }}
    >
      {choices.map(choice => (
        <Option key={choice.value} value={choice.value}>
          {choice.text}
        </Option>
      ))}
    </Dropdown>
  )
}

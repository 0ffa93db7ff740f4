import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  // The first name stands below the title, not its padding.
  tabs: { flexShrink: 0, flexWrap: 'wrap', marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalM})` },
})

type Props<Name extends string> = {
  all: readonly { name: Name; label: string }[]
  chosen: Name
  onChoose: (name: Name) => void
}

/** The parts of a screen, of which one is seen. */
export function PageTabs<Name extends string>({ all, chosen, onChoose }: Props<Name>) {
  const styles = useStyles()
  return (
    <TabList
      className={styles.tabs}
      selectedValue={chosen}
      onTabSelect={(_event, { value }) => {
        const one = all.find(({ name }) => name === value)
        if (one !== undefined) onChoose(one.name)
      }}
    >
      {all.map(({ name, label }) => (
        <Tab key={name} value={name}>
          {label}
        </Tab>
      ))}
    </TabList>
  )
}

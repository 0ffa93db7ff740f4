import { Body1Strong } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { shortcut } from '../../ui/format.ts'
import { Facts } from '../../ui/item/facts.tsx'

/** What keys do, in the order in which one meets them. */
const actions = [
  'search',
  'back',
  'filter',
  'rows',
  'details',
  'page',
  'select',
  'copy',
  'close',
  'run',
] as const

/** Every key that the window answers to. */
export function ShortcutsPart() {
  const { t } = useTranslation()
  return (
    <section>
      <Body1Strong as="h3" block>
        {t('settings.shortcuts.title')}
      </Body1Strong>
      <Facts
        facts={actions.map(action => ({
          name: t(`settings.shortcuts.keys.${action}`, { modifier: shortcut('') }),
          value: t(`settings.shortcuts.actions.${action}`),
        }))}
      />
    </section>
  )
}

import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { automatic } from './en/automatic.ts'
import { diagnosis } from './en/diagnosis.ts'
import { achieved } from './en/history/achieved.ts'
import { activity } from './en/history/activity.ts'
import { query } from './en/query.ts'
import { savings } from './en/savings/savings.ts'
import { wizard } from './en/wizard.ts'
import { en } from './en.ts'

/** The strings of the window, in the one language there is so far. Initialised when the promise resolves. */
export async function createStrings(): Promise<i18n> {
  const strings = createInstance()
  await strings.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en, automatic, diagnosis, savings, query, wizard, activity, achieved } },
    // Where there is nothing to say nothing is shown; by default it would be the string's key.
    returnEmptyString: true,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  })
  return strings
}

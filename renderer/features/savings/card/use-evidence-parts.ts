import { useTranslation } from 'react-i18next'
import type { Evidence } from '../../../../electron/contract/savings/evidence.ts'
import { useWord } from '../use-word.ts'
import { useEvidenceSentence } from './use-evidence-sentence.ts'
import { useEvidenceWords } from './use-evidence-words.ts'
import { usePlanLines } from './use-plan-lines.ts'

/** The card of a seat in words: what stands at its head, and its parts with their lines. */
export type EvidenceParts = {
  readonly head: readonly string[]
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[]
}

/** The same parts in the same order as on the card, for its copy as text and on paper. */
export function useEvidenceParts(): (evidence: Evidence) => EvidenceParts {
  const { t } = useTranslation('savings')
  const word = useWord()
  const words = useEvidenceWords()
  const planLines = usePlanLines()
  const sentenceOf = useEvidenceSentence()
  return evidence => {
    const { grade, signals, doubts, plans, ways, timeline } = evidence
    const signalLine = (one: Evidence['signals'][number]) =>
      `${words.signalName(one)}: ${saidOf(one)} (${words.signalSource(one)})`
    const saidOf = (one: Evidence['signals'][number]) =>
      [words.signalValue(one), words.signalSpeaks(one)].filter(part => part !== '').join(' · ')
    const sections = [
      { title: t('card.signals'), lines: signals.map(signalLine) },
      { title: t('card.doubts'), lines: doubts.map(one => word('doubts', one)) },
      { title: t('card.plans'), lines: planLines(plans) },
      { title: t('card.ways'), lines: ways.map(words.way) },
      { title: t('card.timeline'), lines: timeline.map(words.event) },
    ]
    const head = [
      sentenceOf(evidence),
      [...(grade === null ? [] : [word('grades', grade)]), ...words.money(evidence)].join(' · '),
      words.carried(evidence),
      words.counts(evidence),
      ...words.more(evidence),
    ]
    return {
      head: head.filter(line => line !== ''),
      sections: sections.filter(({ lines }) => lines.length > 0),
    }
  }
}

/** The parts as plain text, for a ticket or a message. */
export function evidenceText({ head, sections }: EvidenceParts): string {
  const texts = sections.flatMap(({ title, lines }) => ['', title, ...lines.map(line => `- ${line}`)])
  return [...head, ...texts, ''].join('\n')
}

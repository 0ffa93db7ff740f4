import { AppError } from '../../errors.ts'

/** @param lacking headers without which the document is no such report */
export function otherDocument(lacking: readonly string[]): AppError {
  return new AppError('invalidAnswer', `The usage report has no column ${lacking.join(' and no column ')}.`, {
    fix: 'Sync again later. If it happens again, Microsoft has changed the report: look for a new version of this app.',
    detail: { kind: 'columns', missing: lacking.join(', ') },
  })
}

/**
 * The error for an answer that is no table but an error page or message, told by its first character; null
 * when it may be one.
 */
export function foreignAnswer(beginning: string): AppError | null {
  const first = beginning.slice(0, 64).trimStart()[0]
  if (first === '<') return noTable('html', 'is a web page instead of a table')
  return first === '{' || first === '[' ? jsonAnswer() : null
}

/** Some tenants get some reports in another form than the documented one, Copilot's above all. */
function jsonAnswer(): AppError {
  return new AppError('invalidAnswer', 'The usage report came as JSON instead of CSV and was not read.', {
    fix: 'Nothing in the tenant or the network needs a change. Sync again later; if it stays so, look for a new version of this app.',
    detail: { kind: 'jsonForCsv' },
  })
}

export function emptyAnswer(): AppError {
  return noTable('empty', 'is empty')
}

function noTable(kind: string, what: string): AppError {
  return new AppError('invalidAnswer', `The answer for the usage report ${what}.`, {
    fix: 'Sync again later. If it stays so, check whether a proxy changes what is downloaded.',
    detail: { kind },
  })
}

/** The body ends in the middle of a record, which a transfer without an announced length does not show. */
export function cutShort(): AppError {
  return new AppError('invalidAnswer', 'The usage report ends in the middle of a line.', {
    fix: 'Sync again: the download was cut short. What was there before is unchanged.',
    detail: { kind: 'cutShort' },
  })
}

export function unclosedQuote(): AppError {
  return new AppError('invalidAnswer', 'The usage report has a quotation mark that is never closed.', {
    fix: 'Sync again later: Microsoft renews the report every day.',
    detail: { kind: 'unclosedQuote' },
  })
}

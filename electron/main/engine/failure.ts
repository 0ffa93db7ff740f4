import type { EngineFailure } from '../../contract/host.ts'

/** Why the engine does not start, in words for a person. */
export type Explanation = { message: string; fix: string }

/** What is known of an engine's end. */
export type EngineEnd = {
  /** How its process ended, for instance `exit 127`. */
  reason: string
  /** What it has written to its error output, the newest line last. */
  lines: readonly string[]
  /** What it said itself before it ended; null when it did not get so far. */
  reported: Explanation | null
}

type Kind = {
  pattern: RegExp
  /** Exit codes with which Windows names the same cause. */
  exits: readonly number[]
  explain: (found: string | null) => Explanation
}

const again = 'Install M365 Connector again, with the package for this system and its processor.'

/** The more exact a complaint, the earlier it stands: what comes later can be said on the way. */
const kinds: readonly Kind[] = [
  {
    pattern: /version [`'‘]([A-Z]+_[\d.]+)['’] not found/,
    exits: [],
    explain: found => ({
      message: `This system is older than the program: it lacks ${found ?? 'a version of a library'}.`,
      fix: 'Update the system, then try again.',
    }),
  },
  {
    pattern:
      /invalid ELF header|wrong ELF class|file too short|Exec format error|not a valid Win32 application|incompatible architecture|ERR_INVALID_PACKAGE/i,
    // STATUS_INVALID_IMAGE_FORMAT, STATUS_INVALID_IMAGE_HASH
    exits: [0xc000007b, 0xc0000428],
    explain: () => ({
      message: 'One of the files of the program is damaged or made for another kind of computer.',
      fix: again,
    }),
  },
  {
    pattern:
      /contains a virus|operation not permitted|permission denied|access is denied|\bEACCES\b|\bEPERM\b/i,
    // STATUS_ACCESS_DENIED, STATUS_VIRUS_INFECTED
    exits: [0xc0000022, 0xc0000906],
    explain: () => ({
      message: 'The system did not allow one of the files of the program to be opened.',
      fix: 'See whether a virus scanner or a policy of your organization has blocked it, allow M365 Connector there, then try again.',
    }),
  },
  {
    pattern:
      /([\w.+-]+\.(?:so[.\d]*|dylib|dll)): cannot open shared object|Library not loaded: \S*?([\w.+-]+)$/m,
    // STATUS_DLL_NOT_FOUND
    exits: [0xc0000135],
    explain: found => ({
      message: `A library that the program needs is missing on this computer${found === null ? '' : `: ${found}`}.`,
      fix: 'Install that library, or install M365 Connector again, then try again.',
    }),
  },
  {
    pattern: /cannot find module|ERR_MODULE_NOT_FOUND|\bENOENT\b|specified module could not be found/i,
    exits: [],
    explain: () => ({
      message: 'One of the files of the program is missing.',
      fix: `${again} A virus scanner may have removed it.`,
    }),
  },
  {
    pattern: /heap limit|out of memory|allocation failed/i,
    exits: [0xc0000017],
    explain: () => ({
      message: 'There was not enough memory for the program.',
      fix: 'Close other programs, then try again.',
    }),
  },
]

/** Says why the engine has ended, as far as what is known of its end shows it. */
export function explainEnd({ reason, lines, reported }: EngineEnd): Explanation {
  if (reported !== null) return reported
  const text = [...lines, reason].join('\n')
  const exit = /^exit (-?\d+)$/.exec(reason)?.[1]
  // Windows' codes come as signed or unsigned numbers.
  const code = exit === undefined ? null : Number(exit) >>> 0
  for (const { pattern, exits, explain } of kinds) {
    const found = pattern.exec(text)
    if (found !== null) return explain(found[1] ?? found[2] ?? null)
    if (code !== null && exits.includes(code)) return explain(null)
  }
  return {
    message: 'It ended without giving a reason.',
    fix: 'Restart this computer, then try again. If that does not help, install M365 Connector again.',
  }
}

/** Where the host keeps what the engine cannot log itself, redacted. */
export type HostDiary = {
  folder: string
  complaint(line: string): void
  ended(reason: string): void
}

/** What an engine's process complains about, which nothing else says when the engine cannot even start. */
export type LastWords = {
  /** Receives a piece of the error output, which may hold anything. */
  receive(text: string): void
  /** The process that was heard has ended. */
  ended(reason: string): void
  /** Why the engine does not start. `reported` is what it said itself, if it did. */
  explain(reason: string, reported: Explanation | null): EngineFailure
}

/** Enough for a stack with its heading. */
const maxLines = 60
/** A longer line is cut: it is looked at for a cause and written into a log for reading. */
const maxLineLength = 2_000

export function createLastWords(diary: HostDiary): LastWords {
  const lines: string[] = []
  let begun = ''
  const keep = (line: string) => {
    if (line.trim() === '') return
    lines.push(line)
    if (lines.length > maxLines) lines.shift()
    diary.complaint(line)
  }
  return {
    receive: text => {
      const [first = '', ...rest] = text.split(/\r?\n/)
      const whole = [begun + first, ...rest]
      begun = (whole.pop() ?? '').slice(0, maxLineLength)
      for (const line of whole) keep(line.slice(0, maxLineLength))
    },
    ended: reason => {
      keep(begun)
      begun = ''
      diary.ended(reason)
    },
    explain: (reason, reported) => ({
      ...explainEnd({ reason, lines, reported }),
      end: reason,
      logs: diary.folder,
    }),
  }
}

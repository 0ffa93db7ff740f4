import type { Answer, Call } from '../../answer.ts'
import type { Account } from '../../entra/people.ts'
import type { Service } from '../../service.ts'
import { errorPage, escaped, form, page } from './html.ts'

export type Identified =
  | { readonly kind: 'page'; readonly answer: Answer }
  /** Who it is, and what later pages have to remember of it. */
  | { readonly kind: 'account'; readonly account: Account; readonly steps: Record<string, string> }

/**
 * Account, password and second factor, one page after the other. Every password is right but `wrong`.
 * `login_hint` names the account beforehand.
 */
export function identify(service: Service, call: Call): Identified {
  const fields = new URLSearchParams(call.body)
  const userName = fields.get('user') ?? ''
  const account = service.entra.accounts.find(known => known.userName === userName.trim().toLowerCase())
  if (account === undefined) return asPage(accountPage(service, userName))
  const password = fields.get('password') ?? ''
  if (password === '' || password === 'wrong') return asPage(passwordPage(userName, password !== ''))
  const factor = fields.get('factor') ?? ''
  const steps = { user: userName, password, ...(factor === '' ? {} : { factor }) }
  if (account.secondFactor && factor === '') return asPage(factorPage(steps))
  const { signInError } = service.settings.entra
  if (signInError !== null) return asPage(errorPage(signInError, 'The simulated tenant was told to refuse.'))
  return { kind: 'account', account, steps }
}

function asPage(answer: Answer): Identified {
  return { kind: 'page', answer }
}

function accountPage(service: Service, tried: string): Answer {
  const known = service.entra.accounts.map(
    ({ userName }) =>
      `<p><button name="user" value="${escaped(userName)}" formnovalidate>${escaped(userName)}</button></p>`,
  )
  const wrong =
    tried === '' ? '' : `<p role="alert">AADSTS50034: ${escaped(tried)} does not exist in this tenant.</p>`
  return page(
    'Pick an account',
    `${wrong}${form({}, known.join(''))}${form(
      {},
      '<p><label>Account <input name="user" autocomplete="username" required></label> <button>Next</button></p>',
    )}`,
  )
}

function passwordPage(user: string, isWrong: boolean): Answer {
  const wrong = isWrong ? '<p role="alert">AADSTS50126: Your account or password is incorrect.</p>' : ''
  return page(
    'Enter password',
    `<p>${escaped(user)}</p>${wrong}${form(
      { user },
      '<p><label>Password <input type="password" name="password" required></label> <button>Sign in</button></p>',
    )}`,
  )
}

function factorPage(steps: Record<string, string>): Answer {
  return page(
    'Approve sign in request',
    form(steps, '<p><button name="factor" value="approved">Approve</button></p>'),
  )
}

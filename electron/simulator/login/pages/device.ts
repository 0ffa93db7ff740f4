import { type Answer, type Call, json } from '../../answer.ts'
import { deviceCodeSeconds } from '../../entra/codes.ts'
import { hasRole } from '../../entra/people.ts'
import type { Service } from '../../service.ts'
import { signInError } from '../errors.ts'
import { graphScopes } from './authorize.ts'
import { findClient } from './clients.ts'
import { errorPage, escaped, form, page } from './html.ts'
import { identify } from './identify.ts'

/** `POST /{tenant}/oauth2/v2.0/devicecode`. */
export function deviceCodeAnswer(service: Service, call: Call): Answer {
  const fields = new URLSearchParams(call.body)
  const client = findClient(service, fields.get('client_id') ?? '')
  if (client === null) return signInError(700016, 'Application was not found in the directory.')
  const scopes = graphScopes(service, fields.get('scope') ?? '')
  const { deviceCode, entry } = service.entra.codes.issueDevice({ clientId: client.clientId, scopes })
  const address = `${service.urls().loginUrl}/device`
  return json(200, {
    device_code: deviceCode,
    user_code: entry.userCode,
    verification_uri: address,
    expires_in: deviceCodeSeconds,
    interval: 1,
    message: `To sign in, open the page ${address} and enter the code ${entry.userCode} to authenticate.`,
  })
}

/** `/device`: the page on which the code is entered. */
export function devicePage(service: Service, call: Call): Answer {
  const fields = new URLSearchParams(call.body)
  const code = fields.get('code') ?? ''
  const entry = code === '' ? null : service.entra.codes.findUserCode(code)
  if (entry === null) return codePage(code !== '')
  const identified = identify(service, call)
  if (identified.kind === 'page') return withCode(identified.answer, code)
  if (service.settings.entra.deviceCodeBlocked) {
    return errorPage(53003, 'Access has been blocked by Conditional Access policies.')
  }
  const { account, steps } = identified
  const client = findClient(service, entry.clientId)
  const answer = fields.get('answer')
  if (answer === null) {
    return page(
      'Are you trying to sign in?',
      `<p>${escaped(client?.name ?? '')}</p><ul>${entry.scopes.map(scope => `<li>${escaped(scope)}</li>`).join('')}</ul>${form(
        { ...steps, code },
        '<p><button name="answer" value="accept">Continue</button><button name="answer" value="cancel">Cancel</button></p>',
      )}`,
    )
  }
  const isAllowed =
    client?.kind === 'azureCli' || hasRole(account, 'Global Administrator', 'Application Administrator')
  if (answer === 'accept' && !isAllowed) return errorPage(90094, 'An administrator must consent.')
  entry.state = answer === 'accept' ? { kind: 'agreed', account } : { kind: 'declined' }
  return page('You have signed in', '<p>You may now close this window.</p>')
}

function codePage(isWrong: boolean): Answer {
  const wrong = isWrong ? '<p role="alert">That code did not work.</p>' : ''
  return page(
    'Enter code to allow access',
    `${wrong}${form({}, '<p><label>Code <input name="code" required></label> <button>Next</button></p>')}`,
  )
}

/** The pages of the account do not know the code; it goes along with them. */
function withCode(answer: Answer, code: string): Answer {
  if (typeof answer.body !== 'string') return answer
  const field = `<input type="hidden" name="code" value="${escaped(code)}">`
  return { ...answer, body: answer.body.replaceAll('<form method="post">', `<form method="post">${field}`) }
}

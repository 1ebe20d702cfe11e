import type { GivenAnswers } from '../../src/port/form.ts'

/** A person in a browser without scripts: cookies, one page at a time, its forms and buttons. */
export interface Visitor {
  /** The page that is open, as HTML. */
  page: string
  status: number
  /** Where the last page led on to, with its spot: empty when it was there itself. */
  ledTo: string
  open(path: string): Promise<void>
  post(path: string, form: Record<string, string> | URLSearchParams): Promise<void>
  /** Presses the newest button with this label. */
  press(label: string): Promise<void>
  /** Fills in and sends a form of the page: by the class before it, or its own. */
  send(form: string, values: Record<string, string> | URLSearchParams): Promise<void>
  /** What stands in the open form, with these answers put in by the names of its fields. */
  filled(answers: GivenAnswers): URLSearchParams
  /** The last request once more, byte for byte. */
  again(): Promise<void>
  /** The words of the page. */
  words(): string
}

interface Form {
  readonly action: string
  readonly fields: URLSearchParams
  readonly html: string
}

export function person(address: () => string): Visitor {
  const cookies = new Map<string, string>()
  let last: (() => Promise<void>) | undefined

  const request = async (path: string, body?: URLSearchParams): Promise<void> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(address() + path, {
      redirect: 'manual',
      headers: { cookie },
      ...(body && { method: 'POST', body }),
      signal: AbortSignal.timeout(10_000),
    })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    const to = response.headers.get('location')
    if (to && response.status < 400) {
      visitor.ledTo = to
      return await request(new URL(to, address()).pathname)
    }
    visitor.status = response.status
    visitor.page = await response.text()
  }
  const post = async (path: string, values: Record<string, string> | URLSearchParams) => {
    const body = new URLSearchParams(values)
    last = async () => await request(path, body)
    await last()
    if (visitor.status >= 400) throw new Error(`${visitor.status} ${visitor.words()}`)
  }

  const visitor: Visitor = {
    page: '',
    status: 0,
    ledTo: '',
    open: async (path) => {
      visitor.ledTo = ''
      await request(path)
    },
    post,
    async press(label) {
      for (const { action, fields, html } of formsIn(visitor.page).toReversed())
        for (const [, attributes = '', shown = ''] of html.matchAll(/<button([^>]*)>(.*?)<\/button>/gs)) {
          if (wordsOf(shown) !== label) continue
          const name = attribute(attributes, 'name')
          if (name) fields.append(name, decoded(attribute(attributes, 'value') ?? ''))
          return await post(action, fields)
        }
      throw new Error(`there is no button [${label}] on:\n${visitor.words()}`)
    },
    async send(selector, values) {
      const found = formIn(visitor.page, selector)
      const whole = new URLSearchParams(values instanceof URLSearchParams ? values : found.fields)
      if (!(values instanceof URLSearchParams))
        for (const [name, value] of Object.entries(values)) whole.set(name, value)
      await post(found.action, whole)
    },
    filled(answers) {
      const { fields, html } = formIn(visitor.page, 'form.asks')
      for (const [name, given] of Object.entries(answers)) {
        if (Array.isArray(given)) {
          fields.delete(`m.${name}`)
          for (const one of given) fields.append(`m.${name}`, choiceIn(html, `m.${name}`, String(one)))
        } else if (typeof given === 'boolean') {
          if (given) fields.set(`f.${name}`, 'yes')
          else fields.delete(`f.${name}`)
        } else fields.set(`f.${name}`, choiceIn(html, `f.${name}`, String(given)))
      }
      return fields
    },
    again: async () => await last?.(),
    words: () => wordsOf(visitor.page.replace(/<head>.*?<\/head>/s, '')),
  }
  return visitor
}

const formsIn = (page: string): readonly Form[] =>
  [...page.matchAll(/<form ([^>]*)>(.*?)<\/form>/gs)].map(([whole, attributes = '', html = '']) => ({
    action: decoded(attribute(attributes, 'action') ?? ''),
    fields: fieldsIn(html),
    html: whole,
  }))

function formIn(page: string, selector: string): Form {
  const found = formsIn(page).find(({ html, action }) =>
    selector === '.composer' ? action.endsWith('/say') : html.startsWith('<form') && html.includes('class="asks"'),
  )
  if (!found) throw new Error(`there is no form ${selector} on:\n${wordsOf(page)}`)
  return found
}

/** What a browser would send of a form that nobody touched. */
function fieldsIn(html: string): URLSearchParams {
  const fields = new URLSearchParams()
  for (const [, attributes = ''] of html.matchAll(/<input ([^>]*?)\/?>/g)) {
    const type = attribute(attributes, 'type')
    const chosen = type !== 'checkbox' && type !== 'radio' ? true : /\bchecked\b/.test(attributes)
    const name = attribute(attributes, 'name')
    if (chosen && name) fields.append(name, decoded(attribute(attributes, 'value') ?? ''))
  }
  for (const [, attributes = '', value = ''] of html.matchAll(/<textarea ([^>]*)>(.*?)<\/textarea>/gs))
    fields.append(attribute(attributes, 'name') ?? '', decoded(value))
  return fields
}

/** The value of a choice by its label; what is no choice is what was typed, with the line ends that browsers send. */
function choiceIn(html: string, name: string, given: string): string {
  for (const [, attributes = '', label = ''] of html.matchAll(/<input ([^>]*?)\/?>\s*<span>\s*<bdi>(.*?)<\/bdi>/gs))
    if (attribute(attributes, 'name') === name && decoded(label) === given)
      return decoded(attribute(attributes, 'value') ?? '')
  return given.replaceAll('\n', '\r\n')
}

const attribute = (attributes: string, name: string): string | undefined =>
  new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1]

const wordsOf = (html: string): string =>
  decoded(
    html.replaceAll(/<\/?(?:bdi|strong|em|span|a|code|small|time|ins|del)\b[^>]*>/g, '').replaceAll(/<[^>]*>/g, '\n'),
  )
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }
const decoded = (html: string): string =>
  html.replaceAll(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name] ?? '')

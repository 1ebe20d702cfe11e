import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'

// People in browsers of their own, by what they do: press a button of a card, fill a form, say a line, read.

/** One person at the web chat. Nothing here sleeps: each deed ends when what it brings is seen. */
export interface Visitor {
  readonly page: Page
  /** Opens the channel named, from the list on the left; a channel that was just opened to them is looked for again. */
  goesTo(channel: string): Promise<void>
  /** Presses a button of the newest card that says `on`, and reads what they alone are told. */
  presses(on: string | RegExp, button: string, told: string | RegExp): Promise<void>
  /** Presses a button that asks for more: a form. */
  opens(on: string | RegExp, button: string): Promise<void>
  /** Fills the form that is open, by the names of its fields, sends it, and reads what they alone are told. */
  fills(answers: Readonly<Record<string, string>>, told: string | RegExp): Promise<void>
  /** Writes a line, a command or a message. */
  says(line: string, told?: string | RegExp): Promise<void>
  /** Waits until a card of the channel, or what stands beside it, says this. */
  sees(words: string | RegExp, within?: Locator): Promise<void>
  /** Every page and every piece of one that their browser was sent. */
  sent(): Promise<string>
  leaves(): Promise<void>
}

// A busy machine draws late; what never comes fails here.
const patience = { timeout: 30_000 }

export async function visitor(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  // What is asked twice is meant.
  page.on('dialog', (dialog) => void dialog.accept())
  const sent: Promise<string>[] = []
  page.on('response', (response) => {
    if (!(response.headers()['content-type'] ?? '').startsWith('text/html')) return
    // A browser that has gone on lets go of what it was sent before.
    sent.push(response.text().catch(() => ''))
  })
  return visitorOn(context, page, sent)
}

function visitorOn(context: BrowserContext, page: Page, sent: readonly Promise<string>[]): Visitor {
  const card = (on: string | RegExp) =>
    page.locator('#stream article, #pins article, #you .note', { hasText: on }).last()
  const button = (on: string | RegExp, name: string) => card(on).getByRole('button', { name, exact: true })
  const told = async (words: string | RegExp) => await page.locator('#you .note', { hasText: words }).waitFor(patience)
  /** What was told before is put away, so that it is not taken for the answer. */
  const forgets = async () => {
    const old = page.locator('#you [data-dismiss]')
    if (await old.isVisible()) await old.click()
  }
  return {
    page,
    async goesTo(channel) {
      const home = new URL('/', page.url()).href
      const link = page.locator('nav.channels a', { hasText: channel })
      for (const until = Date.now() + patience.timeout; !(await link.isVisible()); await page.goto(home)) {
        if (Date.now() > until) throw new Error(`the channel ${channel} is not in the list: ${page.url()}`)
      }
      await link.click()
      await page.locator('h1', { hasText: channel }).waitFor(patience)
    },
    async presses(on, name, words) {
      const found = button(on, name)
      await found.waitFor(patience)
      if ((await page.locator('#you .note', { hasText: on }).count()) === 0) await forgets()
      await found.click(patience)
      await told(words)
    },
    async opens(on, name) {
      await button(on, name).click(patience)
      await page.locator('dialog[open]').waitFor(patience)
    },
    async fills(answers, words) {
      for (const [name, value] of Object.entries(answers)) await fill(page, name, value)
      await forgetsBehind(page)
      await page.click('dialog[open] button.primary')
      await told(words)
    },
    async says(line, words) {
      await forgets()
      await page.fill('#line', line)
      await page.click('.composer button[type=submit]')
      if (words === undefined) await page.locator('#stream article.message', { hasText: line }).waitFor(patience)
      else await told(words)
    },
    async sees(words, within = page.locator('#stream, #pins, aside')) {
      await within.locator('article', { hasText: words }).first().waitFor(patience)
    },
    sent: async () => (await Promise.all(sent)).join('\n'),
    leaves: async () => await context.close(),
  }
}

/** Under an open dialog nothing can be pressed: what was told before goes by script. */
const forgetsBehind = async (page: Page): Promise<void> =>
  await page.locator('#you').evaluate((you) => you.replaceChildren())

/** One field by its name: words are typed, one of few choices is ticked, one of many is selected. */
async function fill(page: Page, name: string, value: string): Promise<void> {
  const named = `[name="f.${name}"], [name="m.${name}"]`
  const field = page.locator('dialog[open]').locator(named)
  await field.first().waitFor(patience)
  const kind = await field.first().evaluate((element) => element.getAttribute('type') ?? element.tagName.toLowerCase())
  if (kind === 'checkbox' && (value === 'yes' || value === 'no')) await field.setChecked(value === 'yes')
  else if (kind === 'radio' || kind === 'checkbox')
    await page
      .locator('dialog[open] label.choice', { has: page.locator(named), hasText: value })
      .locator('input')
      .check()
  else if (kind === 'select') {
    const option = field.locator('option', { hasText: value }).first()
    await field.selectOption((await option.getAttribute('value')) ?? '')
  } else await field.fill(value)
}

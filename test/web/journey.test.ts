import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve, type Running } from '../../src/serve.ts'
import { configIn } from '../config-in.ts'
import { hasBrowser, launch } from './browser.ts'

// The sandbox in a real browser: several people at once, by buttons and forms, by words, and without scripts.
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(!hasBrowser)('the web chat in a browser', { timeout: 120_000 }, () => {
  let running: Running
  let browser: Browser
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caucus-web-'))
    running = await serve({ config: configIn(folder), log: () => undefined })
    browser = await launch()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await running?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** A person in a browser of their own, in the channel named. */
  const as = async (
    name: string,
    channel: string,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options })).newPage()
    await page.goto(running.address)
    await page.selectOption('#act-as', { label: name })
    await page.click('.band >> text=Act as this person')
    await page.click(`nav >> text=${channel}`)
    return page
  }
  const says = async (page: Page, line: string): Promise<void> => {
    await page.fill('#line', line)
    await page.click('.composer button[type=submit]')
  }
  const told = async (page: Page, words: string | RegExp): Promise<void> =>
    await page.locator('#you .note', { hasText: words }).waitFor({ timeout: 10_000 })

  /** No accessibility violation, and nothing that scrolls sideways. */
  const isInOrder = async (page: Page): Promise<void> => {
    // Chromium lets the page's own policy pass a script that the browser itself injects.
    await page.addScriptTag({ content: axe }).catch(async () => await page.evaluate(axe))
    const found = await page.evaluate(async () => {
      const run = (
        globalThis as unknown as {
          axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
        }
      ).axe.run
      return (await run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
    })
    expect(found, page.url()).toEqual([])
    const overflow = Number(
      await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    )
    expect(overflow, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0)
  }

  it('counts an answer, says so to its voter alone, and everyone’s card follows by itself', async () => {
    const [amina, priya] = [await as('Amina Yusuf', 'Civil society'), await as('Priya Nair', 'Civil society')]
    await amina
      .locator('article', { hasText: 'where do you stand' })
      .locator('button', { hasText: 'Can live with it' })
      .click()
    await told(amina, 'You answered Can live with it')
    await priya.locator('article', { hasText: '3 of 4 seats have answered' }).first().waitFor({ timeout: 5_000 })
    expect(await priya.locator('#you .note').count()).toBe(0)
    await Promise.all([amina.context().close(), priya.context().close()])
  })

  it('ticks a first step on the page that is open, once it is done', async () => {
    const jonas = await as('Jonas Weber', 'Civil society')
    const done = jonas.locator('#first-steps li.done', { hasText: 'Raise a concern about the text' })
    expect(await done.count()).toBe(0)
    await says(jonas, '/caucus concern raise P-1 --says "It names no date."')
    await told(jonas, 'concern')
    await done.waitFor({ timeout: 5_000 })
    await jonas.context().close()
  })

  it('shows somebody whose access is ended the way out, on the page that is open', async () => {
    const nadia = await as('Nadia Karim', 'Plenary')
    await nadia.click('nav >> text=Secretariat')
    await nadia.fill('#names', 'Rosa Diaz')
    await nadia.click('text=Make links')
    const rosa = await (await browser.newContext()).newPage()
    await rosa.goto((await nadia.textContent('code.link')) ?? '')
    await rosa.click('button.primary')
    await rosa.locator('h1', { hasText: 'My desk' }).waitFor()
    await nadia.click('text=Links and sign-ins')
    const entry = nadia.locator('article', { hasText: 'Rosa Diaz' })
    await entry.locator('summary').click()
    await entry.locator('button', { hasText: 'Yes, go on' }).click()
    await rosa.locator('h1', { hasText: 'You are not signed in' }).waitFor({ timeout: 10_000 })
    await Promise.all([nadia.context().close(), rosa.context().close()])
  })

  it('asks for the reason of an objection in a form, and makes it a concern', async () => {
    const priya = await as('Priya Nair', 'Civil society')
    await priya.locator('article', { hasText: 'where do you stand' }).locator('button', { hasText: 'Object' }).click()
    await priya.locator('dialog[open]').waitFor()
    await priya.click('dialog button.primary')
    await told(priya, 'reason')
    await priya.locator('article', { hasText: 'where do you stand' }).locator('button', { hasText: 'Object' }).click()
    await priya.fill('dialog [name="f.reason"]', 'It names nobody who pays. <b>bold</b>')
    await priya.click('dialog button.primary')
    await told(priya, 'concern C-3')
    await priya.locator('article', { hasText: 'Concern C-3' }).waitFor({ timeout: 5_000 })
    expect(await priya.locator('article b').count(), 'what a member wrote is never markup').toBe(0)
    await priya.context().close()
  })

  it('never shows a caucus to who is not in it', async () => {
    const ana = await as('Ana Souza', 'Government')
    const amina = await as('Amina Yusuf', 'Civil society')
    await says(amina, 'canary-of-civil-society')
    await amina.locator('article', { hasText: 'canary-of-civil-society' }).waitFor()
    const address = new URL(amina.url()).pathname
    expect(await ana.locator('nav', { hasText: 'Civil society' }).count()).toBe(0)
    const answer = await ana.request.get(running.address + address)
    expect([answer.status(), (await answer.text()).includes('canary')]).toEqual([404, false])
    const search = await ana.request.get(`${running.address}/search?words=canary`)
    expect(await search.text()).not.toContain('canary-of-civil-society')
    await Promise.all([ana.context().close(), amina.context().close()])
  })

  it('takes the chair’s buttons from the chair alone, with a sentence for others', async () => {
    const mei = await as('Mei Lin', 'Private sector')
    await mei.locator('article', { hasText: 'The chair reads' }).locator('button', { hasText: 'Take it back' }).click()
    await told(mei, 'Tom Becker')
    await mei.context().close()
  })

  it('plays a round to its end: read, declared, and the gate names what is missing', async () => {
    const tom = await as('Tom Becker', 'Private sector')
    await tom
      .locator('article', { hasText: 'The chair reads' })
      .locator('button', { hasText: 'What will leave' })
      .click()
    await told(tom, 'What stays here')
    await says(tom, '/caucus reading post "full consensus" --proposal P-1 --how "All agreed this morning."')
    await told(tom, 'full consensus')
    await says(tom, '/caucus reading confirm')
    await told(tom, 'Declared')
    const maria = await as('Maria Rossi', 'plenary')
    await maria
      .locator('article', { hasText: 'Private sector' })
      .filter({ hasText: 'full consensus' })
      .first()
      .waitFor()
    await says(maria, '/caucus consensus declare P-1')
    await told(maria, 'cannot be declared yet')
    await Promise.all([tom.context().close(), maria.context().close()])
  })

  it('is without accessibility violations, light and dark, wide and narrow', async () => {
    for (const options of [{}, { colorScheme: 'dark' as const, viewport: { width: 320, height: 640 } }]) {
      const page = await as('Amina Yusuf', 'Civil society', options)
      const channel = page.url()
      for (const path of [
        '',
        '/c/direct',
        '/public',
        '/public/P-1/tracker',
        '/public/record',
        '/found',
        '/nowhere',
        '/secretariat',
      ]) {
        await page.goto(path === '' ? channel : `${running.address}${path}`)
        await isInOrder(page)
      }
      await page.context().close()
    }
  })

  it('is so on every page of the secretariat as well, and on what a charter will mean', async () => {
    for (const options of [{}, { colorScheme: 'dark' as const, viewport: { width: 320, height: 640 } }]) {
      const nadia = await as('Nadia Karim', 'Plenary', options)
      await nadia.click('nav >> text=Secretariat')
      await nadia.fill('#names', `Zoë Okafor\n${'A very long name without an end '.repeat(3)}`)
      await nadia.click('text=Make links')
      await isInOrder(nadia)
      await nadia.click('text=Links and sign-ins')
      await nadia.locator('summary', { hasText: 'End access' }).first().click()
      await isInOrder(nadia)
      await nadia.click('text=What is wrong?')
      await nadia.locator('h2', { hasText: 'wrong' }).waitFor()
      await isInOrder(nadia)
      await nadia.goto(`${running.address}/found`)
      const charter =
        'name: Harbour Council\nforum: the Port\ncaucuses:\n  - { key: fishers, name: Fishers, kind: stakeholder, seats: 3 }\n'
      await nadia.setInputFiles('input[type=file]', {
        name: 'charter.yaml',
        mimeType: 'text/yaml',
        buffer: Buffer.from(charter.replace('3', '0')),
      })
      await nadia.waitForFunction(`document.querySelector('[name="f.charter"]').value.includes('Fishers')`)
      await nadia.click('button.primary')
      expect(await nadia.textContent('.error')).toContain('Line 4')
      await isInOrder(nadia)
      await nadia.fill('[name="f.charter"]', charter)
      await nadia.click('button.primary')
      await nadia.locator('h1', { hasText: 'What it will mean' }).waitFor()
      await isInOrder(nadia)
      await nadia.context().close()
    }
  })

  it('reads and answers without JavaScript', async () => {
    const page = await as('Noor Rahman', 'Technical', { javaScriptEnabled: false })
    await page.locator('article', { hasText: 'where do you stand' }).locator('button', { hasText: 'Abstain' }).click()
    expect(await page.textContent('.note')).toContain('You answered Abstain')
    await page.context().close()
  })
})

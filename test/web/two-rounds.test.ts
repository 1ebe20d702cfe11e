import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { actingOn } from '../../src/acts/acting.ts'
import { settle } from '../../src/acts/perform.ts'
import { fromMs, type Instant } from '../../src/domain/instant.ts'
import { operate } from '../../src/operate/commands.ts'
import { askRunningBot } from '../../src/operate/socket.ts'
import { serve, type Running } from '../../src/serve.ts'
import { assemblies } from '../../src/store/facts.ts'
import { openStore } from '../../src/store/open.ts'
import { verifyFiles } from '../../src/verify.ts'
import { configIn } from '../config-in.ts'
import { hasBrowser, launch } from './browser.ts'
import { visitor, type Visitor } from './people.ts'

// A whole assembly in browsers: founded at the command line, entered by one-time links, played by buttons, forms and words
// over two rounds to a recommendation that anyone reads, downloads and verifies. The clock is ours, so that windows pass.

const charter = `
name: Policy Council
forum: the Internet Governance Forum
zone: UTC
caucuses:
  - { key: government, name: Government, kind: stakeholder, seats: 3 }
  - { key: private-sector, name: Private sector, kind: stakeholder, seats: 3 }
  - { key: civil-society, name: Civil society, kind: stakeholder, seats: 3 }
  - { key: intergovernmental, name: Intergovernmental organisations, kind: observer, seats: 0 }
`
const text = readFileSync(new URL('../../examples/texts/community-networks.md', import.meta.url), 'utf8')
const amended =
  'Invite operators to offer local networks wholesale access to their nearest fibre or tower at published prices, where the law allows it;'

const caucuses = {
  government: ['Ana Souza', 'Ben Okoro'],
  'private-sector': ['Tom Becker', 'Mei Lin'],
  'civil-society': ['Amina Yusuf', 'Leo Marsh', 'Jonas Weber'],
} as const
const chairs = ['Ana Souza', 'Tom Becker', 'Amina Yusuf'] as const
const named = {
  government: 'Government',
  'private-sector': 'Private sector',
  'civil-society': 'Civil society',
} as const

describe.skipIf(!hasBrowser)('a whole assembly over two rounds, in browsers', { timeout: 120_000 }, () => {
  let folder: string
  let running: Running
  let browser: Browser
  let nadiasLink = ''
  const people = new Map<string, Visitor>()
  const who = (name: string): Visitor => {
    const found = people.get(name)
    if (!found) throw new Error(`${name} has no browser`)
    return found
  }
  const begun = performance.now()
  let passed = 0
  const now = (): Instant => fromMs(Date.UTC(2026, 10, 24, 8) + passed + Math.floor(performance.now() - begun))

  /** Time goes on: what became due is settled, as the clock's job would do it. */
  const days = async (count: number): Promise<void> => {
    passed += count * 86_400_000
    for (const assembly of await assemblies(running.bot.acting.query)) await settle(running.bot.acting, assembly)
    running.bot.acting.wake.committed()
  }
  const comesIn = async (name: string, link: string): Promise<Visitor> => {
    const one = await visitor(browser)
    await one.page.goto(link)
    await one.page.getByRole('button', { name: 'Sign in on this device' }).click()
    await one.page.locator('h1').waitFor()
    people.set(name, one)
    return one
  }
  const linkIn = (printed: readonly string[]): string => /http\S+\/sign-in\/\S+/.exec(printed.join('\n'))?.[0] ?? ''

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caucus-rounds-'))
    const store = await openStore(configIn(folder).database, () => undefined)
    await writeFile(join(folder, 'charter.yaml'), charter)
    const printed: string[] = []
    await operate('found', [join(folder, 'charter.yaml'), 'Nadia Karim'], {
      acting: actingOn({ store, now }),
      print: (line) => printed.push(line),
      address: 'http://localhost',
      failed: async () => await Promise.resolve(0),
      wrong: async () => await Promise.resolve([]),
    })
    await store.close()
    nadiasLink = linkIn(printed)
    running = await serve({ config: configIn(folder), now, log: () => undefined })
    browser = await launch()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await running?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  // Each step stands on the one before.
  let broken = false
  beforeEach(({ skip }) => skip(broken))
  afterEach(({ task }) => {
    broken ||= task.result?.state === 'fail'
  })

  it('lets everyone in by a link of their own, and seats them', async () => {
    const nadia = await comesIn('Nadia Karim', nadiasLink.replace('http://localhost', running.address))
    await Promise.all(
      [...Object.values(caucuses).flat(), 'Maria Rossi', 'Paul Adeyemi'].map(async (name) => {
        const printed: string[] = []
        expect(await askRunningBot(folder, 'link', [name], (line) => printed.push(line))).toBe(0)
        await comesIn(name, linkIn(printed))
      }),
    )
    await nadia.goesTo('plenary')
    for (const [caucus, all] of Object.entries(caucuses))
      for (const name of all)
        if (name !== 'Leo Marsh') await nadia.says(`/caucus member seat "${name}" ${caucus} representative`, name)
    await nadia.says('/caucus member seat "Paul Adeyemi" intergovernmental observer', 'Paul Adeyemi')
    for (const [caucus, [chair]] of Object.entries(caucuses))
      await nadia.says(`/caucus office give "chair of a caucus" "${chair}" ${caucus}`, chair)
    await nadia.says('/caucus office give "chair of the plenary" "Maria Rossi"', 'Maria Rossi')
  })

  it('shows who is in no caucus yet the way to one, and its chair lets them in', async () => {
    const [{ page }, amina] = [who('Leo Marsh'), who('Amina Yusuf')]
    for (const button of ['Caucuses', 'Civil society', 'Ask to join'])
      await page.getByRole('button', { name: button }).click()
    await page.check('[name="f.as"][value=representative]')
    await page.fill('[name="f.words"]', 'I run a local network.')
    await page.click('form.asks button.primary')
    await page.locator('.note', { hasText: 'Civil society' }).waitFor()
    await amina.goesTo('Civil society')
    await amina.presses('Leo Marsh asks', 'Admit', 'Leo Marsh')
  })

  it('gives each a channel of their own, and plenary to all', async () => {
    for (const [caucus, name] of Object.entries(named))
      for (const one of caucuses[caucus as keyof typeof named]) await who(one).goesTo(name)
    for (const one of ['Maria Rossi', 'Paul Adeyemi', 'Nadia Karim']) await who(one).goesTo('plenary')
    await who('Jonas Weber').says('canary-word: between ourselves, I doubt it.')
    await who('Amina Yusuf').sees('canary-word')
    const channels = await who('Paul Adeyemi').page.locator('nav.channels a').allInnerTexts()
    expect(channels).toEqual(['Plenary', 'Intergovernmental organisations · private', 'My desk', 'Public pages'])
  })

  it('brings a proposal from its sponsor to every caucus', async () => {
    const [leo, nadia, maria] = [who('Leo Marsh'), who('Nadia Karim'), who('Maria Rossi')]
    await leo.presses('seats filled', 'Proposals', 'No proposal is open')
    await leo.opens('No proposal is open', 'Submit a proposal')
    await leo.fills({ text }, 'P-1 is submitted')
    await nadia.presses('P-1 Connecting', 'Admit', 'P-1 is admitted')
    await maria.presses('P-1 Connecting', 'Take up', 'before plenary')
    await maria.opens('P-1 Connecting', 'Dispatch to caucuses')
    await maria.fills({ closes: 'in 7 days' }, 'round 1')
    for (const chair of chairs) await who(chair).sees('Our answer is due')
  })

  it('asks members, and each is told their own answer alone', async () => {
    const [amina, leo, jonas] = [who('Amina Yusuf'), who('Leo Marsh'), who('Jonas Weber')]
    const [ana, ben] = [who('Ana Souza'), who('Ben Okoro')]
    await amina.opens('Our answer is due', 'Open a gauge')
    await amina.fills({ closes: 'in 2 days' }, 'The gauge is open')
    await ana.says('/caucus gauge open --closes "in 2 days"', 'The gauge is open')
    await Promise.all([
      amina.presses('where do you stand', 'Support', 'You answered Support'),
      ben.presses('where do you stand', 'Support', 'You answered Support'),
    ])
    await leo.opens('where do you stand', 'Concerns')
    await leo.fills({ reason: 'canary-doubt: who pays?', concern: 'no' }, 'You answered Concerns')
    await leo.presses('where do you stand', 'Can live with it', 'You answered Can live with it')
    await ana.says('/caucus gauge answer live', 'You answered Can live with it')
    await jonas.opens('where do you stand', 'Object')
    await jonas.fills(
      { on: '4.', reason: 'canary-reason: nobody checks the figures.', settles: 'Say who checks.' },
      'C-1',
    )
    await amina.sees('3 of 3 seats have answered')
    expect(await amina.page.locator('#you', { hasText: 'You answered Object' }).count()).toBe(0)
  })

  it('takes wording and doubts from members, inside their caucus', async () => {
    const ben = who('Ben Okoro')
    await ben.opens('Our answer is due', 'Suggest wording')
    await ben.fills({ on: '3.', wording: amended, why: 'Not every law allows it.' }, 'Your wording is suggested')
    await who('Ana Souza').sees('where the law allows it')
    await ben.says('canary-of-ben: our ministry will not say yes to the rest.')
  })

  it('closes gauges by the clock, and answers and settles what was raised', async () => {
    const [amina, jonas] = [who('Amina Yusuf'), who('Jonas Weber')]
    await days(2)
    await amina.sees('Gauge closed')
    await jonas.says('/caucus gauge answer support', 'closed')
    await amina.says('/caucus reading post "rough consensus"', 'A concern is unsettled')
    await amina.opens('Concern C-1', 'Answer the concern')
    await amina.fills(
      { answer: 'canary-answer: paragraph 8 brings the text back with figures.' },
      'The answer is given',
    )
    await jonas.presses('canary-answer', 'Accept the answer', 'You accepted the answer')
    await amina.sees(/Concern C-1.*accepted/)
  })

  it('posts readings that members can contest', async () => {
    const [amina, ana, tom, mei] = [who('Amina Yusuf'), who('Ana Souza'), who('Tom Becker'), who('Mei Lin')]
    await amina.opens('Gauge closed', 'Another level …')
    await amina.fills(
      {
        level: 'rough consensus',
        note: 'One concern was raised, and answered.',
        reason: 'canary-beyond: who objected has accepted the answer.',
      },
      'You read rough consensus',
    )
    await ana.opens('Our answer is due', 'Post a reading')
    await ana.fills(
      { level: 'rough consensus', if: '3.', condition: 'Only where the law allows it.', wording: amended },
      'You read rough consensus',
    )
    await tom.says('/caucus reading post "full consensus" --how "Agreed in our call."', 'You read full consensus')
    await mei.opens('The chair reads: full consensus', 'This is not what we said')
    await mei.fills({ reason: 'canary-contest: I was not in that call.' }, 'The chair has your words')
    await amina.says('/caucus reading confirm', 'can contest this reading until')
  })

  it('declares to plenary what each chair ticked, and no more', async () => {
    const [amina, ana, tom, maria] = [who('Amina Yusuf'), who('Ana Souza'), who('Tom Becker'), who('Maria Rossi')]
    await days(2)
    await amina.presses('The time to contest it is over', 'What will leave …', 'What stays here')
    await amina.opens('What stays here', 'Send to plenary …')
    await amina.fills({}, 'Declared: rough consensus')
    await ana.presses('The time to contest it is over', 'What will leave …', 'What stays here')
    await ana.opens('What stays here', 'Send to plenary …')
    await ana.fills({ amendments: 'A-1' }, 'Declared: rough consensus')
    await tom.says('/caucus reading confirm', 'Answer them in a note')
    await tom.says('/caucus reading confirm --note "The member has since agreed."', 'Declared: full consensus')
    const side = maria.page.locator('aside')
    await maria.sees('2 of 3 caucuses stand at it', side)
    await maria.sees('agrees if ¶3 is amended', side)
    await maria.says('/caucus consensus declare P-1', 'cannot be declared yet')
  })

  it('takes the amendment into a second version, which goes to all', async () => {
    const [maria, leo, ana] = [who('Maria Rossi'), who('Leo Marsh'), who('Ana Souza')]
    await leo.says('/caucus version amend P-1 --on 1 --wording "Mine."', 'Only the plenary chair')
    await maria.says('/caucus version amend P-1 --amendment A-1', 'Version 2 of P-1 is made')
    await maria.opens('before the plenary chair', 'Dispatch again')
    await maria.fills({ closes: 'in 7 days' }, 'round 2')
    await ana.presses('round 2 arrived', 'What changed', 'where the law allows it')
    await ana.presses('round 2 arrived', 'Confirm: our condition is met', 'your condition is met')
  })

  it('opens the gate when nothing is missing, and not before', async () => {
    const [maria, amina, tom, paul] = [who('Maria Rossi'), who('Amina Yusuf'), who('Tom Becker'), who('Paul Adeyemi')]
    await amina.opens('round 2 arrived', 'Post a reading')
    await amina.fills({ level: 'full consensus', how: 'Nobody minds the change.' }, 'You read full consensus')
    await amina.presses('You read full consensus', 'What will leave …', 'What stays here')
    await amina.opens('What stays here', 'Send to plenary …')
    await amina.fills({}, 'Declared: full consensus')
    const side = maria.page.locator('aside')
    await maria.sees('2 of 3 caucuses stand at it', side)
    expect(await side.getByRole('button', { name: 'Declare overall rough consensus' }).count()).toBe(0)
    await tom.says('/caucus reading post "full consensus" --how "Nobody minds the change."', 'You read full')
    await tom.says('/caucus reading confirm', 'Declared: full consensus')
    await paul.says('/caucus consensus declare P-1', 'Only the plenary chair')
    await side.getByRole('button', { name: 'Declare overall rough consensus' }).click()
    await maria.fills({ note: 'Every caucus has answered.' }, 'Overall rough consensus is declared')
    await paul.sees('Recommendation of the Internet Governance Forum')
  })

  it('shows the recommendation to anyone, with a record that verifies', async () => {
    const reader = await visitor(browser, { acceptDownloads: true })
    people.set('the public', reader)
    const { page } = reader
    await page.goto(`${running.address}/public`)
    await page.getByRole('link', { name: 'P-1' }).first().click()
    await page.getByRole('link', { name: 'Outcome' }).click()
    await page.locator('article', { hasText: 'Recommendation of the Internet Governance Forum' }).waitFor()
    expect(await page.getByRole('button').count(), 'a page to read has nothing to press').toBe(0)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the record' }).click(),
    ])
    const file = join(folder, 'record.jsonl')
    await download.saveAs(file)
    const printed: string[] = []
    expect(
      verifyFiles([file], (line) => printed.push(line)),
      printed.join('\n'),
    ).toBe(0)
    expect(readFileSync(file, 'utf8')).not.toContain('canary')
  })

  it('never sent anybody a word, a name or an answer that is not theirs to see', async () => {
    const sent = new Map<string, string>()
    for (const [name, one] of people) sent.set(name, await one.sent())
    const readers = (words: string) => [...sent].filter(([, pages]) => pages.includes(words)).map(([name]) => name)
    for (const [caucus, secrets] of Object.entries({
      government: ['canary-of-ben'],
      'private-sector': ['canary-contest'],
      'civil-society': ['canary-word', 'canary-doubt', 'canary-reason', 'canary-answer', 'canary-beyond'],
    }) as [keyof typeof caucuses, readonly string[]][])
      for (const secret of secrets) {
        const all = readers(secret)
        expect(all.length, `${secret} was read by somebody`).toBeGreaterThan(0)
        expect(caucuses[caucus], `${secret} belongs to ${caucus}`).toEqual(expect.arrayContaining(all))
      }
    // The secretariat seated them; nobody else outside their caucus learns the name of a member without an office.
    expect([...caucuses['civil-society'], 'Nadia Karim']).toEqual(expect.arrayContaining(readers('Jonas Weber')))
    expect(readers('You answered Object'), 'an answer is its voter’s alone').toEqual(['Jonas Weber'])
  })
})

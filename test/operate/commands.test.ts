import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { actingOn } from '../../src/acts/acting.ts'
import { loadScene } from '../../src/acts/scene.ts'
import { operate, withWholePaths, type OperatorCommand } from '../../src/operate/commands.ts'
import { sentenceOf } from '../../src/operate/told.ts'
import { channelId, personId } from '../../src/port/id.ts'
import { assemblies } from '../../src/store/facts.ts'
import type { Store } from '../../src/store/open.ts'
import { markSandbox } from '../../src/store/sandbox.ts'
import { staleCards } from '../../src/store/stale.ts'
import { inTransaction } from '../../src/store/transaction.ts'
import { webChatRows } from '../../src/store/web-chat.ts'
import { cardsOf } from '../../src/views/registry.ts'
import { cardsTouchedBy } from '../../src/views/touched.ts'
import { council, dataOf } from '../acts/council.ts'
import { freshStore } from '../store/fresh.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'caucus-operate-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))
const charter = 'examples/charters/policy-council.yaml'

/** An operator at a database: what they type, and what they read. */
function operator(store: Store, acting = actingOn({ store })) {
  return async (command: OperatorCommand, ...args: readonly string[]) => {
    const lines: string[] = []
    const print = (line: string) => void lines.push(line)
    const failed = async () => await Promise.resolve(0)
    const wrong = async () => await Promise.resolve([])
    const code = await operate(command, args, { acting, print, address: 'http://here', failed, wrong }).catch(
      (error: unknown) => {
        lines.push(sentenceOf(error) ?? String(error))
        return 1
      },
    )
    return { code, said: lines.join('\n') }
  }
}

describe('founding at the command line', () => {
  it('hands the first secretariat a link, and beside an assembly founds nothing and says where to', async () => {
    const store = await freshStore()
    const asks = operator(store)
    const first = await asks('found', charter, 'Nadia', 'Salem')
    expect(first).toMatchObject({ code: 0, said: expect.stringContaining('A sign-in link for Nadia Salem') })
    expect(first.said).toContain('http://here/sign-in/')
    const second = await asks('found', charter, 'Nadia')
    expect(second).toMatchObject({
      code: 1,
      said: expect.stringContaining('Internet Policy Council is in this database'),
    })
    expect(second.said).toContain('CAUCUS_FOLDER')
    expect(await assemblies(actingOn({ store }).query)).toHaveLength(1)
  })

  it('beside a sandbox founds nothing, and says that anybody can be anybody in it', async () => {
    const store = await freshStore()
    const here = await council(store)
    await inTransaction(
      store.pool,
      async (tx) => await markSandbox(tx, here.assembly, here.person('civil1'), here.clock.now()),
    )
    const told = await operator(store)('found', charter, 'Nadia')
    expect(told).toMatchObject({ code: 1, said: expect.stringContaining('A sandbox is in this database') })
    expect(await assemblies(here.acting.query)).toEqual([here.assembly])
  })

  it('names a charter file that is not there', async () => {
    const told = await operator(await freshStore())('found', '/nowhere/charter.yaml', 'Nadia')
    expect(told).toEqual({ code: 1, said: '/nowhere/charter.yaml is not there. Check the path, and try again.' })
  })
})

describe('a command about one of several assemblies', () => {
  it('lists them by name, and does what is asked on the one that is named', async () => {
    const store = await freshStore()
    const [one, other] = [await council(store), await council(store)]
    const asks = operator(store)
    const unsure = await asks('link', 'Ana')
    expect(unsure.code).toBe(1)
    for (const { assembly } of [one, other]) expect(unsure.said).toContain(`Policy Council (${assembly})`)
    const { code, said } = await asks('link', 'Ana', 'Lopez', '--assembly', other.assembly)
    expect([code, said.split('\n')[0]]).toEqual([0, expect.stringContaining('A sign-in link for Ana Lopez')])
    const people = await store.prisma.person.findMany({ where: { name: 'Ana Lopez' } })
    expect(people.map(({ assembly }) => assembly)).toEqual([other.assembly])
  })
})

describe('mending a charter', () => {
  it('that cannot be done says why in a sentence, and not in a code', async () => {
    const store = await freshStore()
    await council(store)
    const file = path.join(folder, 'no-civil.yaml')
    fs.writeFileSync(
      file,
      'name: Policy Council\nforum: the Forum\ncaucuses:\n  - { key: government, kind: stakeholder, name: Government, seats: 3 }\n',
    )
    expect(await operator(store)('mend-charter', file, 'A', 'mistake')).toEqual({
      code: 1,
      said: 'The new charter leaves out the caucus “civil”, which has members. Keep it, or let its members leave first.',
    })
  })
})

describe('erasing a text', () => {
  it('that is nowhere is said, and is no success', async () => {
    const id = `t_${'A'.repeat(43)}`
    const told = await operator(await freshStore())('erase', id)
    expect(told).toMatchObject({ code: 1, said: expect.stringContaining(`There is no text ${id} here`) })
  })

  it('has every card drawn anew, and throws away private notes of that assembly, which may quote it', async () => {
    const store = await freshStore()
    const touches = { between: cardsTouchedBy, byAnswer: () => [], byTime: () => [] }
    const woken: string[] = []
    const wake = {
      cards: async (_tx: unknown, _assembly: unknown, cards: readonly string[]) => {
        woken.push(...cards)
        await Promise.resolve()
      },
      notices: async () => await Promise.resolve(),
      soon: () => undefined,
      clock: async () => await Promise.resolve(),
      committed: () => undefined,
    }
    const here = await council(store, { touches, wake })
    const elsewhere = await council(store)
    const proposal = await here.dispatched()
    const done = await here.does(here.person('civil1'), {
      type: 'suggest amendment',
      place: here.caucus('civil'),
      proposal,
      wording: 'Words that their author regrets.',
    })
    const { text } = dataOf(done, 'amendment.suggested').wording
    const rows = webChatRows(store, () => undefined)
    const note = { nodes: [], summary: [{ kind: 'memberText', text: 'Words that their author regrets.' }] } as const
    const channel = channelId.parse('somewhere')
    for (const { assembly, person } of [here, elsewhere]) {
      const member = person('civil1')
      await store.prisma.identity.create({
        data: { assembly, platform: 'web', workspace: '', user: member, person: member, since: here.clock.now() },
      })
      await rows.addNote(personId.parse(member), channel, note, here.clock.now())
    }
    await store.pool.query('delete from stale_card')
    woken.length = 0

    const asks = operator(store, here.acting)
    expect(await asks('erase', text)).toMatchObject({ code: 0, said: expect.stringContaining('is erased') })
    const { world } = (await loadScene(here.acting, here.assembly))!
    const all = cardsOf(world).map(({ key }) => key)
    expect(all.length).toBeGreaterThan(3)
    expect((await staleCards(here.acting.query)).map(({ key }) => key).toSorted()).toEqual(all.toSorted())
    expect(woken.toSorted()).toEqual(all.toSorted())
    expect(await rows.notes(personId.parse(here.person('civil1')), channel, 9)).toEqual([])
    expect(await rows.notes(personId.parse(elsewhere.person('civil1')), channel, 9)).toHaveLength(1)
    expect(await asks('erase', text)).toMatchObject({ code: 0, said: expect.stringContaining('was erased before') })
  })
})

describe('files that an operator names', () => {
  it('are meant from where the operator stands, and not from where the bot does', () => {
    expect(withWholePaths('export', ['here'])).toEqual([path.resolve('here')])
    expect(withWholePaths('mend-charter', ['--assembly', 'Council', 'a.yaml', 'a.yaml was wrong'])).toEqual([
      '--assembly',
      'Council',
      path.resolve('a.yaml'),
      'a.yaml was wrong',
    ])
    expect(withWholePaths('link', ['Ana'])).toEqual(['Ana'])
  })

  it('are made where an export goes, and never overwritten where a backup does', async () => {
    const store = await freshStore()
    const { assembly } = await council(store)
    const asks = operator(store)
    const into = path.join(folder, 'new', 'export')
    expect((await asks('export', into)).code).toBe(0)
    expect(fs.readdirSync(into).toSorted()).toContain(`${assembly}-public.jsonl`)
    const file = path.join(folder, 'backup.jsonl')
    fs.writeFileSync(file, 'mine')
    expect(await asks('backup', file)).toEqual({
      code: 1,
      said: `${file} is there already, and is never overwritten. Name another file.`,
    })
    expect(fs.readFileSync(file, 'utf8')).toBe('mine')
  })
})

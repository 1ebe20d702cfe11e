import { Routes } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { connected, emulated, refusalOf } from './stand.ts'

const field = (id: string) => ({ type: 18, label: 'Says', component: { type: 4, custom_id: id, style: 2 } })
const group = (type: number, options: number) => ({
  type: 18,
  label: 'Which',
  component: {
    type,
    custom_id: 'g',
    options: Array.from({ length: options }, (_, n) => ({ label: `${n}`, value: `${n}` })),
  },
})
const form = (...components: readonly object[]) => ({ custom_id: 'form', title: 'Raise', components })

const refusedForms: readonly (readonly [what: string, says: string, form: object])[] = [
  ['six fields', 'data.components[BASE_TYPE_BAD_LENGTH]', form(...'abcdef'.split('').map(field))],
  ['no field', 'components', form()],
  ['a title of 46 characters', 'title', { ...form(field('a')), title: 'x'.repeat(46) }],
  ['a label of 46 characters', 'label', form({ ...field('a'), label: 'x'.repeat(46) })],
  ['a description of 101 characters', 'description', form({ ...field('a'), description: 'x'.repeat(101) })],
  ['a custom id twice', 'COMPONENT_CUSTOM_ID_DUPLICATED', form(field('a'), field('a'))],
  ['a radio group of one', 'options', form(group(21, 1))],
  ['a radio group of eleven', 'options', form(group(21, 11))],
  ['eleven boxes to tick', 'options', form(group(22, 11))],
  ['a button', 'components', form({ type: 1, components: [{ type: 2, style: 1, custom_id: 'a', label: 'a' }] })],
  [
    'a value of 4,001 characters',
    'value',
    form({ ...field('a'), component: { type: 4, custom_id: 'a', style: 2, value: 'x'.repeat(4_001) } }),
  ],
  [
    'a placeholder of 101 characters',
    'placeholder',
    form({ ...field('a'), component: { type: 4, custom_id: 'a', style: 2, placeholder: 'x'.repeat(101) } }),
  ],
  ['an unknown key', 'EMULATOR_UNKNOWN_KEY', form({ ...field('a'), hint: 'x' })],
]

async function stand() {
  const discord = await emulated()
  const ana = discord.enrol('Ana Souza')
  const client = await connected(discord)
  await client.application.commands.set([{ name: 'desk', description: 'Shows the desk' }])
  return { discord, ana, client, channel: discord.addChannel('plenary') }
}

describe('a form is refused', () => {
  it.each(refusedForms)('with %s', async (_what, says, refused) => {
    const { discord, ana, client, channel } = await stand()
    const refusal = new Promise<{ code: number | string; says: string }>((resolve) => {
      client.on('interactionCreate', (interaction) => {
        const callback = Routes.interactionCallback(interaction.id, interaction.token)
        const open = (data: object) => client.rest.post(callback, { body: { type: 9, data } })
        // What was refused was no answer: a right one is still taken.
        void refusalOf(open(refused)).then(async (said) => {
          await open(form(field('a')))
          resolve(said)
        })
      })
    })
    await discord.slash(ana, channel, 'desk')
    const { code, says: said } = await refusal
    expect(code).toBe(50_035)
    expect(said).toContain(says)
    expect(discord.formBefore(ana)?.title).toBe('Raise')
  })
})

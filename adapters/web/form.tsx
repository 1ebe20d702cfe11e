import type { Choice, Form, FormField, Given, GivenAnswers } from '../../src/port/form.ts'
import type { Pressing } from './card.tsx'
import { Sentence } from './parts.tsx'
import { words } from './words.ts'

/** A command's form: made from its declaration, and whole without JavaScript. */
export const FormView = ({ form, pressing }: { form: Form; pressing: Pressing }) => (
  <form method="post" action={`/c/${pressing.channel}/form`} class="asks" data-form aria-labelledby="form-title">
    <h2 id="form-title">{form.title}</h2>
    {form.intro.map((parts) => (
      <p>
        <Sentence parts={parts} reader={pressing.reader} />
      </p>
    ))}
    <input type="hidden" name="csrf" value={pressing.csrf} />
    <input type="hidden" name="key" value={pressing.key()} />
    <input type="hidden" name="command" value={form.command} />
    <input type="hidden" name="settled" value={JSON.stringify(form.settled)} />
    <input
      type="hidden"
      name="ticks"
      value={JSON.stringify(form.fields.filter(({ asked }) => asked.kind === 'tick').map(({ name }) => name))}
    />
    {form.fields.map((field) => (
      <FieldView field={field} pressing={pressing} />
    ))}
    <div class="buttons">
      <button type="submit" class="primary">
        {form.submit}
      </button>
      <a class="button" href={`/c/${pressing.channel}`} data-close>
        {words('web/not-now')}
      </a>
    </div>
  </form>
)

const idOf = (field: FormField): string => `f-${field.name}`

function FieldView({ field, pressing }: { field: FormField; pressing: Pressing }) {
  const id = idOf(field)
  const described = [field.hint && `${id}-hint`, field.error && `${id}-error`].filter(Boolean).join(' ') || undefined
  const many = field.asked.kind === 'choices' || (field.asked.kind === 'choice' && field.asked.choices.length <= 7)
  const note = (
    <>
      {field.hint && (
        <p class="hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      {field.error && (
        <p class="error" id={`${id}-error`} role="alert">
          <Sentence parts={field.error} reader={pressing.reader} />
        </p>
      )}
    </>
  )
  if (many)
    return (
      <fieldset class="field" aria-describedby={described}>
        <legend>{labelOf(field)}</legend>
        {note}
        <Control field={field} id={id} />
      </fieldset>
    )
  if (field.asked.kind === 'tick')
    return (
      <div class="field tick">
        <Control field={field} id={id} />
        <label for={id}>{field.label}</label>
        {note}
      </div>
    )
  return (
    <div class="field">
      <label for={id}>{labelOf(field)}</label>
      {note}
      <Control field={field} id={id} described={described} />
    </div>
  )
}

const labelOf = ({ label, required }: FormField): string => (required ? label : words('web/optional', { label }))
const worded = (value: Given | undefined): string => (typeof value === 'string' ? value : '')

function Control({ field, id, described }: { field: FormField; id: string; described?: string | undefined }) {
  const { asked, name, required, value } = field
  const shared = {
    id,
    name: `f.${name}`,
    required,
    'aria-describedby': described,
    'aria-invalid': field.error ? 'true' : undefined,
  } as const
  switch (asked.kind) {
    case 'line':
      return <input type="text" {...shared} maxlength={asked.max} value={worded(value)} autocomplete="off" />
    case 'moment':
      return (
        <input
          type="text"
          {...shared}
          value={worded(value)}
          placeholder={words('web/moment-example', { zone: asked.zone })}
          autocomplete="off"
        />
      )
    case 'number':
      return <input type="number" {...shared} min={asked.min} max={asked.max} value={worded(value)} />
    case 'words':
      return (
        <textarea {...shared} rows={4} maxlength={asked.max}>
          {worded(value)}
        </textarea>
      )
    case 'text':
      return (
        <>
          <textarea {...shared} rows={12} maxlength={asked.max}>
            {worded(value)}
          </textarea>
          <p data-scripted hidden>
            <label for={`${id}-file`}>{words('web/file-choose')}</label>{' '}
            <input id={`${id}-file`} type="file" accept=".yaml,.yml,.txt,.md,text/*" data-into={id} />
          </p>
        </>
      )
    case 'tick':
      return <input type="checkbox" id={id} name={`f.${name}`} value="yes" checked={value === true} />
    case 'choice':
      return asked.choices.length <= 7 ? (
        <Radios choices={asked.choices} field={field} />
      ) : (
        <select {...shared}>
          {!required && <option value="" />}
          {asked.choices.map((choice) => (
            <option value={choice.value} selected={choice.value === value}>
              {choice.note ? `${choice.label} · ${choice.note}` : choice.label}
            </option>
          ))}
        </select>
      )
    case 'choices':
      return (
        <>
          {asked.choices.map((choice) => (
            <label class="choice">
              <input
                type="checkbox"
                name={`m.${name}`}
                value={choice.value}
                checked={Array.isArray(value) && value.includes(choice.value)}
              />
              <ChoiceWords choice={choice} />
            </label>
          ))}
        </>
      )
  }
}

const Radios = ({ choices, field }: { choices: readonly Choice[]; field: FormField }) => (
  <>
    {choices.map((choice) => (
      <label class="choice">
        <input
          type="radio"
          name={`f.${field.name}`}
          value={choice.value}
          required={field.required}
          checked={choice.value === field.value}
        />
        <ChoiceWords choice={choice} />
      </label>
    ))}
  </>
)

const ChoiceWords = ({ choice }: { choice: Choice }) => (
  <span>
    <bdi>{choice.label}</bdi>
    {choice.note && <small>{choice.note}</small>}
  </span>
)

/** What came back: what was settled before, and the fields by name. */
export const answersOf = (form: URLSearchParams): GivenAnswers => ({
  ...settledIn(form),
  ...fieldsIn(form, ticksIn(form)),
})

/** Fields by name, several choices as a list; a tick that is not there is not set. */
function fieldsIn(form: URLSearchParams, ticks: readonly string[]): GivenAnswers {
  const answers: Record<string, Given> = {}
  for (const name of ticks) answers[name] = false
  for (const [key, value] of form) {
    const name = key.slice(2)
    if (key.startsWith('m.')) answers[name] = form.getAll(key)
    if (!key.startsWith('f.')) continue
    // Browsers send line ends as CR LF.
    if (ticks.includes(name)) answers[name] = value === 'yes'
    else if (value.trim() !== '') answers[name] = value.replaceAll('\r\n', '\n')
  }
  return answers
}

function settledIn(form: URLSearchParams): GivenAnswers {
  const settled = parsed(form.get('settled'))
  if (typeof settled !== 'object' || settled === null || Array.isArray(settled)) return {}
  const entries = Object.entries(settled).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'boolean' || Array.isArray(value),
  )
  return Object.fromEntries(entries)
}

function ticksIn(form: URLSearchParams): readonly string[] {
  const ticks = parsed(form.get('ticks'))
  return Array.isArray(ticks) ? ticks.filter((name): name is string => typeof name === 'string') : []
}

function parsed(json: string | null): unknown {
  try {
    return JSON.parse(json ?? '')
  } catch {
    return undefined
  }
}

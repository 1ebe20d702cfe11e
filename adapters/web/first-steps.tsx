import type { Pressing } from './card.tsx'
import type { FirstStep, FirstSteps } from './options.ts'
import { Sentence } from './parts.tsx'
import { words } from './words.ts'

/** The cookie that holds which sandbox's steps a browser has put away. */
export const stepsCookie = 'caucus-steps'

/** What a newcomer to the sandbox can try. Its place on the page stays where there is nothing to show. */
export const FirstStepsView = ({ found, pressing }: { found: FirstSteps | undefined; pressing: Pressing }) => (
  <div id="first-steps">
    {found && (
      <section class="steps" aria-labelledby="first-steps-title">
        <h2 id="first-steps-title">{words('web/first-steps')}</h2>
        <p>{words('web/first-intro')}</p>
        <ol>
          {found.steps.map((step) => (
            <StepView step={step} pressing={pressing} />
          ))}
        </ol>
        <form method="post" action="/first-steps" class="buttons">
          <input type="hidden" name="csrf" value={pressing.csrf} />
          <input type="hidden" name="channel" value={pressing.channel} />
          <button type="submit" name="away" value={found.of}>
            {words('web/first-away')}
          </button>
        </form>
      </section>
    )}
  </div>
)

const StepView = ({ step: { says, done, person, channel }, pressing }: { step: FirstStep; pressing: Pressing }) => (
  <li class={done ? 'done' : undefined}>
    <span class={done === undefined ? 'look-mark' : 'tick-mark'} aria-hidden="true">
      {done === undefined ? '→' : done ? '✓' : '○'}
    </span>
    {done !== undefined && <span class="visually-hidden">{words(done ? 'web/first-done' : 'web/first-open')}: </span>}
    <Sentence parts={says} reader={pressing.reader} />
    {!done && person && channel && (
      <form method="post" action="/act-as">
        <input type="hidden" name="csrf" value={pressing.csrf} />
        <input type="hidden" name="channel" value={channel} />
        <input type="hidden" name="to" value="stream" />
        <button type="submit" name="person" value={person} class="small">
          {words('web/first-go')}
        </button>
      </form>
    )}
  </li>
)

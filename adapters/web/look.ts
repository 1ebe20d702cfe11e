/** The look (cards.md): quiet, like a good newspaper's table. Light and dark, from 320 px up, and printable. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --paper: #fdfcfa; --ink: #1d2126; --soft: #555d66; --line: #d9d6d0; --accent: #0b5a8a; --on-accent: #ffffff;
  --wash: #f3f1ec; --good: #1d6b3c; --bad: #9c2f1d; --focus: #b35900;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181c; --ink: #e8e6e1; --soft: #a9b0b8; --line: #343a41; --accent: #7cc0ee; --on-accent: #0c1a24;
    --wash: #1d2127; --good: #7fd3a0; --bad: #f0a08e; --focus: #ffb45c;
  }
}
* { box-sizing: border-box; }
html { font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; background: var(--paper); color: var(--ink); scroll-padding-top: 4rem; }
body { margin: 0; min-height: 100vh; overflow-wrap: anywhere; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
#stream:focus { outline: none; }
h1, h2, h3 { line-height: 1.25; text-wrap: pretty; }
h1 { font-size: 1.35rem; margin: 0; }
main > header h1::first-letter, nav.channels a span::first-letter { text-transform: uppercase; } nav.channels a span { display: inline-block; }
h2 { font-size: 1.08rem; margin: 0 0 .4rem; }
h3 { font-size: 1rem; margin: 0 0 .2rem; }
p { margin: .35rem 0; }
.quiet, small, .hint { color: var(--soft); font-size: .9rem; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: .5rem; top: .5rem; background: var(--paper); padding: .5rem 1rem; z-index: 9; }
.band { padding: .4rem 1rem; background: var(--wash); border-bottom: 1px solid var(--line); font-size: .9rem; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; }
.band form { display: flex; gap: .5rem; align-items: center; flex-wrap: wrap; margin: 0; }
.frame { display: grid; grid-template-columns: minmax(0, 1fr); max-width: 92rem; margin: 0 auto; }
nav.channels { padding: .75rem 1rem; border-bottom: 1px solid var(--line); }
nav.channels ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem; }
nav.channels a { display: inline-flex; min-height: 44px; align-items: center; padding: .25rem .75rem; border-radius: 6px; text-decoration: none; color: inherit; }
nav.channels a[aria-current] { background: var(--wash); box-shadow: inset 3px 0 0 var(--accent); font-weight: 600; }
nav.channels h2 { font-size: .85rem; color: var(--soft); font-weight: 600; margin: .25rem .75rem; }
main { padding: 1rem; min-width: 0; }
main > header { border-bottom: 1px solid var(--line); padding-bottom: .6rem; margin-bottom: .6rem; }
aside { padding: 1rem; border-top: 1px solid var(--line); min-width: 0; }
article, .note { max-width: 46rem; padding: .9rem 0; border-bottom: 1px solid var(--line); }
article.pinned { border-left: 3px solid var(--line); padding-left: .9rem; }
article.message header { display: flex; gap: .6rem; align-items: baseline; flex-wrap: wrap; }
article.message .body { white-space: pre-wrap; max-width: 70ch; }
article > p, article > blockquote, .note > p { max-width: 70ch; }
.you { position: sticky; bottom: 0; max-height: 60vh; overflow: auto; }
.dismiss { float: right; min-height: 32px; padding: .1rem .7rem; font-size: .9rem; }
.note { background: var(--wash); border: 1px solid var(--line); border-left: 4px solid var(--accent); border-radius: 6px; padding: .8rem 1rem; margin: .75rem 0; }
.note > h2 { font-size: .85rem; color: var(--soft); }
.steps { max-width: 46rem; border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1rem; margin: .75rem 0; }
.steps ol { list-style: none; margin: .5rem 0; padding: 0; } .steps li { position: relative; padding: .35rem 0 .35rem 1.8rem; }
.steps li form { display: inline; margin-left: .5rem; } .steps .tick-mark, .steps .look-mark { position: absolute; left: .2rem; font-weight: 700; color: var(--accent); } .steps .done .tick-mark { color: var(--good); } .steps .done { color: var(--soft); }
button.small { min-height: 32px; padding: .05rem .7rem; font-size: .9rem; }
blockquote { margin: .5rem 0; padding: .1rem 0 .1rem .9rem; border-left: 2px solid var(--line); }
blockquote footer { color: var(--soft); font-size: .9rem; }
ul { padding-left: 1.2rem; margin: .4rem 0; }
hr { border: 0; border-top: 1px solid var(--line); }
dl { margin: .4rem 0; } dl > div { display: flex; gap: .75rem; flex-wrap: wrap; } dt { color: var(--soft); min-width: 9rem; } dd { margin: 0; }
.paragraph .label { color: var(--soft); font-variant-numeric: tabular-nums; }
del { color: var(--bad); } ins { color: var(--good); font-weight: 600; text-decoration: none; } .mark { font-weight: 400; }
code { font: .9em ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; background: var(--wash); padding: .05rem .3rem; border-radius: 4px; }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; margin: .5rem 0; width: 100%; }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: 400; overflow-wrap: normal; }
thead th { color: var(--soft); font-size: .9rem; } tbody th { font-weight: 600; } td.quiet { color: var(--soft); }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; margin: .6rem 0 .2rem; }
.buttons form { margin: 0; }
button, .button { font: inherit; min-height: 44px; padding: .35rem 1rem; border-radius: 6px; border: 1px solid var(--line); background: var(--paper); color: var(--ink); cursor: pointer; text-decoration: none; display: inline-flex; align-items: center; }
button:hover, .button:hover { border-color: var(--accent); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
button.danger { border-color: var(--bad); color: var(--bad); }
button[disabled] { opacity: .6; cursor: progress; }
input.narrow, select.narrow { width: auto !important; }
input[type=text], input[type=number], input[type=search], select, textarea { font: inherit; width: 100%; padding: .5rem .6rem; min-height: 44px; border: 1px solid var(--soft); border-radius: 6px; background: var(--paper); color: inherit; }
.field { margin: 1rem 0; border: 0; padding: 0; } .field > label:not(.choice), legend { font-weight: 600; display: block; margin-bottom: .25rem; padding: 0; }
.tick { display: grid; grid-template-columns: auto 1fr; gap: .6rem; align-items: center; } .tick label { margin: 0; } .tick p { grid-column: 1 / -1; }
input[type=checkbox], input[type=radio] { width: 1.25rem; height: 1.25rem; accent-color: var(--accent); flex: none; }
.choice { display: flex; gap: .6rem; align-items: center; min-height: 44px; } .choice small { display: block; }
.error { color: var(--bad); font-weight: 600; }
.composer { border-top: 1px solid var(--line); padding-top: .75rem; max-width: 46rem; }
.composer form { display: grid; grid-template-columns: 1fr auto; gap: .5rem; } .composer label, .composer .hint { grid-column: 1 / -1; }
.composer textarea { min-height: 44px; height: 3.2rem; resize: vertical; }
[role=listbox] { list-style: none; margin: 0; padding: 0; grid-column: 1 / -1; border: 1px solid var(--line); border-radius: 6px; max-height: 14rem; overflow: auto; background: var(--paper); }
[role=option] { padding: .5rem .75rem; cursor: pointer; } [role=option][aria-selected=true] { background: var(--wash); box-shadow: inset 3px 0 0 var(--accent); } [role=option] small { display: block; }
[hidden] { display: none !important; }
dialog { border: 1px solid var(--line); border-radius: 10px; background: var(--paper); color: inherit; max-width: min(44rem, 94vw); width: 100%; padding: 1.2rem; max-height: 92vh; overflow: auto; }
dialog::backdrop { background: rgb(0 0 0 / .45); }
.offline { color: var(--bad); font-weight: 600; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.page { max-width: 50rem; margin: 0 auto; padding: 1rem; } .page > section, .page > form { margin-top: 1.5rem; }
/* In a dialog a form has a head of its own; on a page the page's title is the same. */
.page > h1 + form > h2 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
summary.button { list-style: none; } code.link { user-select: all; }
/* On a phone what is around a channel takes little, so that the channel itself is on the first screen. */
@media (max-width: 55.99rem) {
  .band { padding: .35rem 1rem; gap: .35rem .6rem; } .band form { gap: .4rem; }
  .band button, .band select, nav.channels button { min-height: 36px; padding: .1rem .7rem; font-size: .9rem; }
  .band label, nav.channels h2 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  nav.channels { padding: .35rem 1rem .5rem; } nav.channels a { min-height: 40px; padding: .1rem .6rem; }
  nav.channels form { display: flex; gap: .6rem; align-items: center; padding-left: .6rem; } nav.channels form p { margin: 0; }
  nav.buttons { gap: .35rem; } nav.buttons .button { min-height: 36px; padding: .1rem .7rem; font-size: .9rem; }
  main { padding-top: .7rem; } main > header .buttons { margin: .3rem 0 0; } main > header input, main > header button { min-height: 40px; }
}
@media (min-width: 56rem) {
  .frame { grid-template-columns: 15rem minmax(0, 1fr); min-height: 100vh; }
  nav.channels { border-bottom: 0; border-right: 1px solid var(--line); position: sticky; top: 0; align-self: start; height: 100vh; overflow: auto; }
  nav.channels ul { flex-direction: column; } nav.channels a { width: 100%; }
  aside { grid-column: 2; }
}
@media (min-width: 82rem) {
  .frame { grid-template-columns: 15rem minmax(0, 1fr) 26rem; }
  aside { grid-column: 3; border-top: 0; border-left: 1px solid var(--line); position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; }
}
@media (prefers-reduced-motion: no-preference) { .fresh { animation: arrive 1.2s ease-out; } @keyframes arrive { from { background: var(--wash); } } }
@media print { nav, aside, .composer, .buttons, .band, .skip, .you { display: none !important; } body { font-size: 11pt; } article { break-inside: avoid; } }
`

/** Four voices around one table. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="3" fill="#0b5a8a"/><g fill="#7cc0ee"><circle cx="8" cy="2" r="1.6"/><circle cx="14" cy="8" r="1.6"/><circle cx="8" cy="14" r="1.6"/><circle cx="2" cy="8" r="1.6"/></g></svg>'

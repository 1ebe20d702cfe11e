// The little that runs in the browser. Without it every page still reads and every button still works.
const root = document.documentElement
const channel = document.body.dataset.channel
const freshKey = () => crypto.randomUUID()

/** Times in the reader's own zone, with the assembly's beside deadlines. */
function localTimes(within = document) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  for (const time of within.querySelectorAll('time[datetime]')) {
    const at = new Date(time.dateTime)
    if (Number.isNaN(at.valueOf())) continue
    const style = time.dataset.style
    const date = { weekday: 'short', day: 'numeric', month: 'short' }
    const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
    const said = (options, zone) =>
      new Intl.DateTimeFormat(document.documentElement.lang, { ...options, timeZone: zone }).format(at)
    if (style === 'left') time.textContent = left(at)
    else if (style === 'day') time.textContent = said(date, here)
    else if (style === 'moment') time.textContent = said({ ...date, ...clock }, here)
    else {
      const there =
        time.dataset.zone && time.dataset.zone !== here
          ? ` (${said(clock, time.dataset.zone)} ${time.dataset.zone})`
          : ''
      time.textContent = `${said({ ...date, ...clock }, here)}${there}, ${left(at)}`
    }
    time.title = at.toISOString()
  }
}
function left(at) {
  const span = at - Date.now()
  const ago = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' })
  const abs = Math.abs(span)
  if (abs < 7_200_000) return ago.format(Math.trunc(span / 60_000), 'minute')
  if (abs < 172_800_000) return ago.format(Math.trunc(span / 3_600_000), 'hour')
  return ago.format(Math.trunc(span / 86_400_000), 'day')
}

/** Puts a private answer, or a form, where the person looks; a form that came back keeps its dialog. */
function show(html) {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const form = page.querySelector('form[data-form]')
  const dialog = document.querySelector('dialog')
  if (form) {
    dialog.replaceChildren(document.importNode(form, true))
    scripted(dialog)
    if (!dialog.open) dialog.showModal()
    ;(
      dialog.querySelector('[aria-invalid=true]') ?? dialog.querySelector('input:not([type=hidden]), select, textarea')
    )?.focus()
    return
  }
  if (dialog.open) dialog.close()
  whisper(page.querySelector('.note') ?? noted(page))
  const shown = document.querySelector('#you .note')
  shown.setAttribute('tabindex', '-1')
  shown.focus({ preventScroll: false })
}

/** A page that was no answer (signed out, not here any more) is said in the same place, and nothing typed is lost. */
function noted(page) {
  const note = document.createElement('section')
  note.className = 'note'
  note.append(...(page.querySelector('main')?.childNodes ?? page.body.childNodes))
  return note
}

/** Sends a form once: its button rests until the answer is there, and a repeated delivery has the same key. */
async function send(form) {
  const pressed = form.querySelector('button[type=submit], button:not([type])')
  const asks = pressed?.dataset.confirm
  if (asks && !window.confirm(asks)) return
  const body = new URLSearchParams(new FormData(form))
  if (asks) body.set('confirmed', 'yes')
  if (pressed) pressed.disabled = true
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      body,
      headers: { accept: 'text/html; fragment=1' },
      redirect: 'manual',
    })
    const html = answer.type === 'opaqueredirect' ? undefined : await answer.text()
    // It has come: what is sent next is something else.
    const key = form.querySelector('input[name=key]')
    if (key && answer.status < 500) key.value = freshKey()
    if (html === undefined) return await sent(form)
    show(html)
    if (form.closest('.composer') && answer.ok) form.reset()
  } catch {
    behind()
  } finally {
    if (pressed) pressed.disabled = false
  }
}

/** What was written stands in the channel now. Who writes goes on writing where they are. */
async function sent(form) {
  if (form.matches('[data-say]')) form.reset()
  else document.querySelector('.composer textarea')?.focus()
  await redraw()
}

document.addEventListener('submit', (event) => {
  const form = event.target
  // A page of one thing has no place for a private answer: there the answer is the next page.
  if (!channel || !form.matches('[data-press], [data-form], [data-say]')) return
  event.preventDefault()
  void send(form)
})
document.addEventListener('click', (event) => {
  if (event.target.closest('[data-dismiss]')) {
    event.target.closest('.note').remove()
    document.querySelector('.composer textarea')?.focus()
  }
  const dialog = document.querySelector('dialog')
  if (!dialog || !event.target.closest('[data-close]')) return
  event.preventDefault()
  dialog.close()
})
/** A long text can come from a file: it is read here, and shown before it is sent. */
document.addEventListener('change', (event) => {
  const file = event.target.files?.[0]
  const into = file && document.getElementById(event.target.dataset.into)
  if (into) void file.text().then((text) => (into.value = text))
})

/**
 * Live: the server says what changed, and the browser asks for it as it is now. Whenever the connection comes up, what
 * changed while it was not there is fetched: between drawing the page and listening, too.
 */
let source
let isConnected = false
let silence
function live() {
  if (!channel) return
  source = new EventSource(`/c/${channel}/stream`)
  source.addEventListener('open', () => {
    isConnected = true
    void redraw()
  })
  source.addEventListener('error', () => {
    isConnected = false
    connection()
    // Refused, as by a server that is just starting: then the browser itself does not try again.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => void redraw().then(live), 1_500)
  })
  source.addEventListener('here', () => {
    clearTimeout(silence)
    silence = setTimeout(reconnect, silentMs)
  })
  source.addEventListener('item', (event) => void item(event.data))
  source.addEventListener('side', side)
  source.addEventListener('note', (event) => void note(event.data))
}
// The server is heard every 15 seconds; a connection that has gone to sleep does not say so itself.
const silentMs = 40_000
function reconnect() {
  source?.close()
  isConnected = false
  connection()
  live()
}
addEventListener('online', reconnect)
// A page that is left must not hold its connection: browsers open six a server.
addEventListener('pagehide', () => source?.close())
addEventListener('pageshow', (event) => event.persisted && live())

/** Says whether what stands here may be behind. */
function connection() {
  document.querySelector('#offline').hidden = isConnected && !catchingUp
}

async function fragment(path) {
  const answer = await fetch(path, { headers: { accept: 'text/html; fragment=1' } }).catch(() => undefined)
  // Signed out, or no longer in this channel: the page itself says so.
  if (answer?.status === 401 || (answer?.status === 404 && path === here())) location.reload()
  if (!answer || answer.status >= 500) behind()
  return answer?.ok ? await answer.text() : ''
}
const here = () => location.pathname + location.search
const parsed = (html) => new DOMParser().parseFromString(html, 'text/html')

/** What could not be fetched is fetched soon, with all the rest: the page is never left behind for good. */
let catchingUp
function behind() {
  clearTimeout(catchingUp)
  catchingUp = setTimeout(redraw, 1_500)
  connection()
}

// Answers may overtake one another: what was asked for earlier never covers what was asked for later.
let asked = 0
const drawnBy = new Map()
// One question a card at a time, and once more if it changed meanwhile.
const underWay = new Map()
async function item(id) {
  if (underWay.has(id)) return underWay.set(id, 'changed')
  underWay.set(id, 'asked')
  const nth = ++asked
  const fresh = parsed(await fragment(`/c/${channel}/item/${encodeURIComponent(id)}`)).querySelector('article')
  if (fresh) place(fresh, true, nth)
  const changed = underWay.get(id) === 'changed'
  underWay.delete(id)
  if (changed) await item(id)
}

/** Puts a card or message where it belongs: over its older drawing, else by its order. */
function place(fresh, isNews, nth) {
  if (nth < (drawnBy.get(fresh.id) ?? 0)) return
  drawnBy.set(fresh.id, nth)
  const before = document.getElementById(fresh.id)
  if (before && before.dataset.drawn === fresh.dataset.drawn && before.className === fresh.className) return
  if (before?.contains(document.activeElement)) return afterFocus(() => place(fresh, isNews, nth))
  const home = document.querySelector(fresh.matches('.pinned') ? '#pins' : '#stream')
  const made = document.importNode(fresh, true)
  if (before?.parentElement === home) before.replaceWith(made)
  else {
    before?.remove()
    const order = Number(fresh.dataset.order)
    const next = [...home.children].find((one) => Number(one.dataset.order) > order)
    // What is older than all that is shown belongs to a page before this one.
    if (next && next === home.firstElementChild && home.id === 'stream') return
    // An older page stays as it is: news stand on the newest.
    if (location.search !== '') return
    home.insertBefore(made, next ?? null)
    if (isNews) {
      document.querySelector('#said').textContent = made.querySelector('h2, header')?.textContent ?? ''
      made.scrollIntoView({ block: 'nearest' })
    }
  }
  if (isNews) made.classList.add('fresh')
  localTimes(made)
}
/** A card under someone's finger is redrawn when they leave it, so that no button moves away while it is pressed. */
const afterFocus = (then) =>
  document.activeElement.addEventListener('blur', () => setTimeout(() => then(), 50), { once: true })

/** What stands beside, at most every half second however much happens. */
let sideWaits
function side() {
  sideWaits ??= setTimeout(async () => {
    sideWaits = undefined
    if (channel === 'direct') return void redraw()
    const nth = ++asked
    regions(parsed(await fragment(`/c/${channel}/side`)), nth)
  }, 400)
}
function regions(page, nth) {
  for (const id of ['beside', 'first-steps']) {
    const [before, fresh] = [document.getElementById(id), page.getElementById(id)]
    if (!before || !fresh || nth < (drawnBy.get(id) ?? 0)) continue
    drawnBy.set(id, nth)
    if (before.contains(document.activeElement)) afterFocus(side)
    else {
      before.replaceWith(document.importNode(fresh, true))
      localTimes(document.getElementById(id))
    }
  }
}
/** Something was said to this person alone, here or in their own conversation with the bot. */
async function note(where) {
  const [spot, id] = where.split('/')
  if (spot !== channel && spot !== 'direct') return
  const said = parsed(await fragment(`/c/${spot}/note/${id}`)).querySelector('.note')
  if (said) whisper(said)
}
function whisper(said) {
  const you = document.querySelector('#you')
  you.replaceChildren(document.importNode(said, true))
  scripted(you)
}
/** What works with scripts only is shown where they run. */
function scripted(within) {
  for (const one of within.querySelectorAll('[data-scripted]')) one.hidden = false
  localTimes(within)
}
async function redraw() {
  const nth = ++asked
  const html = await fragment(here())
  if (!html) return
  clearTimeout(catchingUp)
  catchingUp = undefined
  connection()
  const page = parsed(html)
  for (const fresh of page.querySelectorAll('#pins > article, #stream > article')) place(fresh, false, nth)
  regions(page, nth)
}

/** Completion of /caucus: commands first, then their words, as far as this person may see them. */
function completion() {
  const field = document.querySelector('.composer textarea')
  const list = document.querySelector('.composer [role=listbox]')
  if (!field || !list) return
  let at = -1
  const options = () => [...list.querySelectorAll('[role=option]')]
  const close = () => {
    list.hidden = true
    field.removeAttribute('aria-activedescendant')
    at = -1
  }
  const choose = (option) => {
    field.value = option.dataset.value
    close()
    field.focus()
    field.dispatchEvent(new Event('input'))
  }
  let waits
  field.addEventListener('input', () => {
    clearTimeout(waits)
    if (!field.value.startsWith('/')) return close()
    waits = setTimeout(async () => {
      const html = await fragment(`/c/${channel}/complete?line=${encodeURIComponent(field.value)}`)
      list.replaceChildren(...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('[role=option]'))
      list.hidden = list.childElementCount === 0
      at = -1
    }, 120)
  })
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && (list.hidden || at < 0)) {
      event.preventDefault()
      close()
      return field.form.requestSubmit()
    }
    if (list.hidden) return
    const all = options()
    if (event.key === 'Escape') return close()
    if (event.key === 'Enter' || (event.key === 'Tab' && at >= 0)) {
      event.preventDefault()
      return choose(all[at])
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    at = (at + (event.key === 'ArrowDown' ? 1 : -1) + all.length) % all.length
    for (const [n, option] of all.entries()) option.setAttribute('aria-selected', String(n === at))
    field.setAttribute('aria-activedescendant', all[at].id)
    all[at].scrollIntoView({ block: 'nearest' })
  })
  list.addEventListener('mousedown', (event) => {
    const option = event.target.closest('[role=option]')
    if (!option) return
    event.preventDefault()
    choose(option)
  })
}

root.classList.add('scripted')
scripted(document)
// How long is left is said in minutes.
setInterval(localTimes, 60_000)
live()
completion()

/** What a shortcut on a message begins, and which of the command's fields the message's words go to. */
export const shortcuts: Readonly<Record<string, { readonly command: string; readonly field: string }>> = {
  raise_concern: { command: 'concern raise', field: 'says' },
  submit_proposal: { command: 'proposal submit', field: 'text' },
}

/** What keeps the database from opening. The sentences that tell the operator what to do are in text/en/store.json. */
export interface Troubles {
  'store/no-programs': { readonly platform: string }
  'store/no-glibc': object
  'store/wrong-pg-bin': { readonly bin: string }
  'store/no-setpriv': object
  'store/nameless-user': { readonly uid: number }
  'store/not-a-cluster': { readonly folder: string }
  'store/not-ours': { readonly folder: string; readonly uid: number }
  'store/other-version': { readonly folder: string; readonly made: string; readonly programs: string }
  'store/made-for-socket': { readonly folder: string }
  'store/foreign-folder': { readonly folder: string }
  'store/held': { readonly folder: string; readonly holder: string }
  'store/not-made': { readonly folder: string; readonly log: string }
  'store/not-started': { readonly folder: string; readonly log: string }
  'store/unreachable': { readonly reason: string }
  'store/not-empty': object
  'store/not-a-backup': { readonly file: string }
  'store/backup-of-another': object
  'store/newer': { readonly migrations: string }
}

export type TroubleCode = keyof Troubles

/** Thrown while the store opens or reopens; never for what a member did. `details` fill the sentence of `code`. */
export class StoreTrouble extends Error {
  readonly code: TroubleCode
  readonly details: Readonly<Record<string, string | number>>

  constructor(code: TroubleCode, details: object) {
    super(`${code} ${JSON.stringify(details)}`)
    this.name = 'StoreTrouble'
    this.code = code
    this.details = { ...details }
  }
}

export const trouble = <Code extends TroubleCode>(code: Code, details: Troubles[Code]): StoreTrouble =>
  new StoreTrouble(code, details)

/** Each room of the house with the rooms that it may import. */
export declare const rooms: Readonly<Record<string, readonly string[]>>

/** What a key or a button has just done, for the live region: the component puts it into words. */
export type Happening =
  | { type: "added" | "removed" | "moved" | "restored" | "joined"; itemId: string }
  | { type: "pasted" | "selected" | "removed-many"; count: number }
  | { type: "nothing-to-undo" | "nothing-to-redo" };

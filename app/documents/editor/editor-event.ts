/** What a key or a button has just done, for the live region: the component puts it into words. */
export type EditorEvent =
  | { type: "added" | "removed" | "moved" | "restored" | "joined"; itemId: string }
  | { type: "pasted" | "selected" | "removed-many"; count: number }
  | { type: "nothing-to-undo" | "nothing-to-redo" }
  | OverLimit;

/** A step that was not done, as it would have gone over a measure of the document. */
export interface OverLimit {
  type: "over-limit";
  what: "letters" | "paragraph" | "blocks" | "depth" | "brackets" | "items" | "areas";
  most: number;
}

/**
 * The store of someone's suggestions: a working copy for each item they have changed. The store sends what
 * is written after a moment (debounced), keeps it in session storage until the server has it, and rebases
 * it when the text changes. It knows no framework; components subscribe to it.
 */
import type { RichText } from "../../documents/rich-text";
import type { Failure } from "../../refusal";
import { readDraft, writeDraft } from "../../ui/useDraft";
import type { OwnSuggestion } from "../suggestions";
import {
  acknowledge,
  beginAgain,
  isUnsent,
  keepOwnWords,
  rebaseCopy,
  startCopy,
  type WorkingCopy,
  writeInCopy,
} from "../working-copy";

/** After the last key, so that a sentence is sent and not its letters. */
const PAUSE_MS = 1000;
/** Before what could not be sent is tried again. */
const RETRY_MS = 5000;

/** Where what is written stands: with the server, on its way, not sent, or waiting for its writer. */
export type SuggestingState = "idle" | "suggested" | "writing" | "failed" | "stuck";

export interface StoredItem {
  copy: WorkingCopy;
  /** Why the last attempt failed. */
  failure: Failure | null;
}

export type Sent = { ok: true; suggestions: OwnSuggestion[] } | { ok: false; failure: Failure };

interface Options {
  /** Names what is kept in this tab. */
  key: string;
  send(itemId: string, copy: WorkingCopy, leaving: boolean): Promise<Sent>;
  /** The server's answer shows that the page knows too little. */
  reload(): void;
}

/** What trying again may mend without anybody's doing. */
const PASSES: readonly Failure["code"][] = [
  "offline",
  "failed",
  "unavailable",
  "too-many",
  "moved-on",
];

export class SuggestionStore {
  readonly #items = new Map<string, StoredItem>();
  /** The texts that stand, as they were last seen. */
  readonly #live = new Map<string, RichText>();
  #own = new Map<string, OwnSuggestion[]>();
  readonly #sending = new Set<string>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<() => void>();
  #version = 0;

  constructor(private readonly options: Options) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly getVersion = (): number => this.#version;

  /** Takes up what was written in this tab before and not sent. */
  wake(): void {
    const saved = readDraft<Record<string, WorkingCopy>>(this.options.key) ?? {};
    for (const [itemId, copy] of Object.entries(saved)) {
      if (this.#items.has(itemId)) continue;
      this.#items.set(itemId, { copy, failure: null });
      this.#sendLater(itemId);
    }
    this.#changed();
  }

  /** Nothing is sent by itself any more. */
  rest(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  get(itemId: string): StoredItem | undefined {
    return this.#items.get(itemId);
  }

  /** An item comes near the screen: its copy, begun if there is none. Asked while drawing. */
  open(itemId: string, now: RichText): StoredItem {
    const before = this.#items.get(itemId);
    if (before) return before;
    const begun = { copy: startCopy(now, this.#ownOf(itemId)), failure: null };
    this.#items.set(itemId, begun);
    return begun;
  }

  write(itemId: string, text: RichText): void {
    const item = this.#items.get(itemId);
    if (!item) return;
    this.#set(itemId, { copy: writeInCopy(item.copy, text), failure: null });
    this.#sendLater(itemId);
  }

  /** The text that stands has become another. */
  textChanged(itemId: string, now: RichText): void {
    this.#live.set(itemId, now);
    const item = this.#items.get(itemId);
    if (!item || this.#sending.has(itemId)) return;
    this.#follow(itemId, item);
  }

  /** The person's suggestions that wait, as the page was given them. */
  setOwn(own: Map<string, OwnSuggestion[]>): void {
    this.#own = own;
    for (const [itemId, item] of this.#items) {
      // What is being sent may be among them already, or not yet: the answer says.
      if (!this.#sending.has(itemId)) this.#follow(itemId, item);
    }
  }

  #follow(itemId: string, item: StoredItem): void {
    const copy = rebaseCopy(item.copy, this.#now(itemId, item), this.#ownOf(itemId));
    this.#set(itemId, { ...item, copy });
    if (isUnsent(copy) && !copy.ahead && item.failure) this.#sendLater(itemId);
  }

  #now(itemId: string, { copy }: StoredItem): RichText {
    return this.#live.get(itemId) ?? copy.ahead?.now ?? copy.now;
  }

  #ownOf(itemId: string): OwnSuggestion[] {
    return this.#own.get(itemId) ?? [];
  }

  /** Where words were changed in the text that are changed here too: the writer's choice. */
  settle(itemId: string, choice: "mine" | "theirs"): void {
    const item = this.#items.get(itemId);
    if (!item) return;
    const copy = choice === "mine" ? keepOwnWords(item.copy) : beginAgain(item.copy);
    this.#set(itemId, { copy, failure: null });
    this.flush(itemId);
  }

  /** How many own suggestions of an item can no longer be made in its text. */
  apart(itemId: string): number {
    const item = this.#items.get(itemId);
    return item ? this.#ownOf(itemId).length - (item.copy.ahead ?? item.copy).known.length : 0;
  }

  stateOf(itemId: string): SuggestingState {
    const item = this.#items.get(itemId);
    if (!item) return "idle";
    if (item.copy.ahead) return "stuck";
    if (isUnsent(item.copy)) return item.failure ? "failed" : "writing";
    return item.copy.known.length > 0 ? "suggested" : "idle";
  }

  /** Of all items: the one that asks for most attention. */
  get state(): SuggestingState {
    const states = [...this.#items.keys()].map((itemId) => this.stateOf(itemId));
    const order = ["stuck", "failed", "writing", "suggested"] as const;
    return order.find((state) => states.includes(state)) ?? "idle";
  }

  /** Items with words that the server does not have. */
  get unsent(): string[] {
    return [...this.#items].flatMap(([itemId, { copy }]) => (isUnsent(copy) ? [itemId] : []));
  }

  /**
   * Sends now what is not sent: of an item, or of all.
   * @param leaving whether the page is being left.
   */
  flush(itemId?: string, leaving = false): void {
    for (const id of itemId === undefined ? this.unsent : [itemId]) void this.#send(id, leaving);
  }

  #sendLater(itemId: string, delay = PAUSE_MS): void {
    clearTimeout(this.#timers.get(itemId));
    this.#timers.set(
      itemId,
      setTimeout(() => void this.#send(itemId), delay),
    );
  }

  async #send(itemId: string, leaving = false): Promise<void> {
    clearTimeout(this.#timers.get(itemId));
    this.#timers.delete(itemId);
    const item = this.#items.get(itemId);
    if (!item || item.copy.ahead || !isUnsent(item.copy) || this.#sending.has(itemId)) return;
    const { copy } = item;
    this.#sending.add(itemId);
    const answer = await this.options.send(itemId, copy, leaving);
    this.#sending.delete(itemId);
    const current = this.#items.get(itemId) ?? item;
    if (answer.ok) {
      this.#own.set(itemId, answer.suggestions);
      const next = acknowledge(
        current.copy,
        copy.text,
        this.#now(itemId, current),
        answer.suggestions,
      );
      this.#set(itemId, { copy: next, failure: null });
      if (isUnsent(next)) this.#sendLater(itemId);
      this.options.reload();
      return;
    }
    const { failure } = answer;
    this.#set(itemId, { ...current, failure });
    // What the page is given then says what has become of it.
    if (failure.code === "already-done" || failure.code === "moved-on") this.options.reload();
    if (PASSES.includes(failure.code) && failure.field !== "text") {
      this.#sendLater(itemId, RETRY_MS);
    }
  }

  #set(itemId: string, item: StoredItem): void {
    const before = this.#items.get(itemId);
    if (before?.copy === item.copy && before.failure === item.failure) return;
    this.#items.set(itemId, item);
    const saved = [...this.#items].filter(([, { copy }]) => isUnsent(copy));
    writeDraft(
      this.options.key,
      saved.length > 0
        ? Object.fromEntries(saved.map(([id, { copy }]) => [id, { ...copy, ahead: null }]))
        : null,
    );
    this.#changed();
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

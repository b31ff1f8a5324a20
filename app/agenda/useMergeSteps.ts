/** Sending steps from the page, one at a time, and hearing what came of them. */
import { useFetcher } from "@remix-run/react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useAnnounce } from "../ui/announce";
import type { ItemKey, ItemStatus } from "./disposition";
import type { StepIntent, StepResult } from "./requests";
import { resultText } from "./wording";
import type { AcceptedDraft } from "./zero-draft";

const AFTER_FOCUS_MS = 100;

export interface StepFields {
  intent: StepIntent;
  /** Made when the form opens, so that sending it twice is one step. */
  key?: string;
  items?: readonly (ItemKey & { status: ItemStatus })[];
  areaId?: string;
  agendaItemId?: string;
  disposition?: string;
  form?: string;
  reason?: string;
  stepId?: string;
  planId?: string;
  itemId?: string;
  seenHash?: string;
  drafts?: readonly AcceptedDraft[];
}

export interface MergeSteps {
  pending: boolean;
  /** What came of the last step; null once it has been dismissed. */
  result: StepResult | null;
  send(fields: StepFields): void;
  dismiss(): void;
}

/** @param onDone called after a step that was taken, once the page shows what it changed. */
export function useMergeSteps(onDone: () => void): MergeSteps {
  const { state, data, submit } = useFetcher<StepResult>();
  const announce = useAnnounce();
  const [result, setResult] = useState<StepResult | null>(null);
  const handled = useRef<StepResult | undefined>(undefined);
  const done = useRef(onDone);
  done.current = onDone;

  useEffect(() => {
    if (state !== "idle" || !data || handled.current === data) return;
    handled.current = data;
    setResult(data);
    if (data.ok) done.current();
    // Said after the focus has moved, or the name of where it went would cut it off.
    const timer = setTimeout(() => announce(resultText(data)), AFTER_FOCUS_MS);
    return () => clearTimeout(timer);
  }, [state, data, announce]);

  const send = useCallback(
    ({ items, drafts, ...fields }: StepFields) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) {
        if (typeof value === "string") form.set(name, value);
      }
      if (items) {
        const selected = items.map(({ planId, itemId, status }) => ({
          planId,
          itemId,
          seen: status,
        }));
        form.set("items", JSON.stringify(selected));
      }
      if (drafts) form.set("drafts", JSON.stringify(drafts));
      setResult(null);
      submit(form, { method: "post", action: "/agenda" });
    },
    [submit],
  );
  const dismiss = useCallback(() => setResult(null), []);

  return { pending: state !== "idle", result, send, dismiss };
}

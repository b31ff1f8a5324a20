/** The button on the page of a version that brings it back, and the question before that. */
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { m } from "../i18n/messages";
import type { RefusalCode } from "../refusal";
import { Button } from "../ui/Button";
import { ConfirmDialog } from "../ui/Dialog";
import { limitText } from "../ui/limit-text";
import { Notice } from "../ui/Notice";
import { type BringBackChanges, changesNothing } from "./bring-back";

/** More numbers than this say no more. */
const MOST_REFS = 20;

const listed = (refs: readonly string[]) =>
  refs.length > MOST_REFS ? `${refs.slice(0, MOST_REFS).join(", ")}, …` : refs.join(", ");

/** @param asks whether the question stands open from the beginning */
export function BringBack({ changes, asks }: { changes: BringBackChanges; asks: boolean }) {
  const fetcher = useFetcher<{ ok: false; code: RefusalCode }>();
  const [asking, setAsking] = useState(asks);
  const nothing = changesNothing(changes);
  const pending = fetcher.state !== "idle";
  return (
    <>
      {nothing ? (
        <p className="text-sm text-muted">{m.plans_bring_back_same()}</p>
      ) : (
        <Button size="sm" disabled={pending} onClick={() => setAsking(true)}>
          {m.plans_bring_back()}
        </Button>
      )}
      {fetcher.data?.ok === false && (
        <Notice tone="danger" role="alert">
          {limitText(fetcher.data) ?? m.plans_bring_back_refused()}
        </Notice>
      )}
      <ConfirmDialog
        title={m.plans_bring_back_title()}
        confirmLabel={m.plans_bring_back_confirm()}
        isOpen={asking && !nothing}
        pending={pending}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          fetcher.submit({}, { method: "post" });
          setAsking(false);
        }}
      >
        <div className="grid gap-3">
          <ul className="grid list-disc gap-1 pl-5">
            {sentences(changes).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p>{m.plans_bring_back_text()}</p>
        </div>
      </ConfirmDialog>
    </>
  );
}

function sentences({ restored, removed, rewritten, details, moved, frame }: BringBackChanges) {
  return [
    ...(restored.length > 0 ? [m.plans_bring_back_restored({ refs: listed(restored) })] : []),
    ...(removed.length > 0 ? [m.plans_bring_back_removed({ refs: listed(removed) })] : []),
    ...(rewritten.length > 0 ? [m.plans_bring_back_rewritten({ refs: listed(rewritten) })] : []),
    ...(details.length > 0 ? [m.plans_bring_back_details({ refs: listed(details) })] : []),
    ...(moved.length > 0 ? [m.plans_bring_back_moved({ refs: listed(moved) })] : []),
    ...(frame ? [m.plans_bring_back_frame()] : []),
  ];
}

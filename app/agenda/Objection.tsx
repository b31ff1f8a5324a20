/** What a delegation says against a disposition that set one of its items aside. */
import { useFetcher } from "@remix-run/react";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { m } from "../i18n/messages";
import { CONTRIBUTION_LIMITS } from "../limits";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { DelegationTag } from "../ui/DelegationTag";
import { ConfirmDialog, Dialog } from "../ui/Dialog";
import { TextAreaField } from "../ui/Field";
import { Notice } from "../ui/Notice";
import { Time } from "../ui/Time";
import type { ObjectionResult } from "./objection-requests";
import type { Destination, ObjectionView } from "./view";
import { objectionResultText } from "./wording";

/** The objection that stands, or the way to make one; nothing for readers with neither. */
export function Objection({ where, itemRef }: { where: Destination; itemRef: string }) {
  const { objection, mayObject } = where;
  const { state, data, submit } = useFetcher<ObjectionResult>();
  const announce = useAnnounce();
  const [dialog, setDialog] = useState<"object" | "withdraw" | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const handled = useRef<ObjectionResult | undefined>(undefined);
  const pending = state !== "idle";

  useEffect(() => {
    if (pending || !data || handled.current === data) return;
    handled.current = data;
    announce(objectionResultText(data));
    if (!data.ok) return;
    setDialog(null);
    // The button that was pressed is gone, and the focus with it.
    const timer = setTimeout(() => place.current?.focus(), 50);
    return () => clearTimeout(timer);
  }, [pending, data, announce]);

  const send = (fields: Record<string, string>) =>
    submit(fields, { method: "post", action: "/agenda" });
  function onObject(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = new FormData(event.currentTarget).get("reason");
    send({
      intent: "object",
      dispositionId: where.dispositionId,
      reason: typeof reason === "string" ? reason : "",
    });
  }

  if (!objection && !mayObject) return null;
  const refusal = data && !data.ok && !pending ? objectionResultText(data) : null;
  return (
    <div ref={place} tabIndex={-1} className="mt-1.5">
      {objection ? (
        <ObjectionText objection={objection}>
          {objection.mayWithdraw && (
            <Button
              size="sm"
              variant="quiet"
              className="print:hidden"
              disabled={pending}
              aria-label={m.agenda_objection_withdraw_of({ ref: itemRef })}
              onClick={() => setDialog("withdraw")}
            >
              {m.agenda_objection_withdraw()}
            </Button>
          )}
        </ObjectionText>
      ) : (
        <Button
          size="sm"
          className="print:hidden"
          aria-label={m.agenda_object_to({ ref: itemRef })}
          onClick={() => setDialog("object")}
        >
          {m.agenda_object()}
        </Button>
      )}
      {!dialog && refusal && (
        <Notice tone="warning" role="alert">
          {refusal}
        </Notice>
      )}
      {dialog === "object" && (
        <Dialog title={m.agenda_object_to({ ref: itemRef })} isOpen onClose={() => setDialog(null)}>
          <form onSubmit={onObject} aria-busy={pending} className="grid gap-4">
            <p className="text-sm text-muted whitespace-pre-line">
              <span className="font-semibold">{m.agenda_reason()}</span> – {where.reason}
            </p>
            <TextAreaField
              label={m.agenda_object_reason()}
              name="reason"
              hint={m.agenda_object_hint()}
              required
              maxLength={CONTRIBUTION_LIMITS.reasonLetters}
              rows={5}
            />
            {refusal && (
              <Notice tone="danger" role="alert">
                {refusal}
              </Notice>
            )}
            <div className="flex flex-wrap justify-end gap-2">
              <Button onClick={() => setDialog(null)}>{m.ui_cancel()}</Button>
              <Button type="submit" variant="primary" disabled={pending}>
                {pending ? m.agenda_working() : m.agenda_object_do()}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
      {dialog === "withdraw" && objection && (
        <ConfirmDialog
          title={m.agenda_objection_withdraw_of({ ref: itemRef })}
          confirmLabel={m.agenda_objection_withdraw()}
          isOpen
          pending={pending}
          onConfirm={() => send({ intent: "withdraw", objectionId: objection.id })}
          onClose={() => setDialog(null)}
        >
          {m.agenda_objection_withdraw_text()}
        </ConfirmDialog>
      )}
    </div>
  );
}

function ObjectionText({
  objection,
  children,
}: {
  objection: ObjectionView;
  children?: ReactNode;
}) {
  return (
    <div
      data-objection
      className="rounded border-l-4 border-warning bg-warning-soft px-2.5 py-1.5 text-sm text-ink"
    >
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold">{m.agenda_objection()}</span>
        <DelegationTag code={objection.delegation} />
        <span>
          {objection.person}, <Time at={objection.at} style="date" />
        </span>
      </p>
      <p className="mt-0.5 whitespace-pre-line">{objection.reason}</p>
      {children}
    </div>
  );
}

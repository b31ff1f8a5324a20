import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { m } from "../i18n/messages";
import { Button, IconButton } from "./Button";

interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose(): void;
  children: ReactNode;
  /** `alertdialog` for a question that must be answered. */
  role?: "dialog" | "alertdialog";
  /** For what is read side by side, or is long: as tall as it may be on a phone. */
  wide?: boolean;
}

/**
 * A modal dialog: focus is kept inside and given back, Escape closes it. It grows downwards only, so
 * that what one reaches for stays where it is when an answer comes.
 */
export function Dialog({
  title,
  isOpen,
  onClose,
  children,
  role = "dialog",
  wide = false,
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={role === "dialog"}
      className="fixed inset-0 z-50 flex items-end justify-center bg-black/40 p-0 sm:items-start sm:px-6 sm:pt-[6vh]"
    >
      <Modal
        className={`max-h-[88vh] w-full overflow-auto rounded-t-lg border border-line bg-raised shadow-xl sm:rounded-lg ${wide ? "max-w-3xl max-sm:min-h-[88vh]" : "max-w-lg"}`}
      >
        <AriaDialog role={role} className="p-5 outline-none sm:p-6">
          <div className="mb-3 flex items-start justify-between gap-4">
            <Heading slot="title" className="text-xl font-semibold">
              {title}
            </Heading>
            <IconButton label={m.ui_close()} icon={<X size={18} />} onClick={onClose} />
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

interface ConfirmDialogProps extends Omit<DialogProps, "role"> {
  confirmLabel: string;
  danger?: boolean;
  /** Waits for something before it can be confirmed. */
  pending?: boolean;
  onConfirm(): void;
}

/** Asks before something that is not easily taken back. */
export function ConfirmDialog({
  confirmLabel,
  danger = false,
  pending = false,
  onConfirm,
  children,
  ...dialog
}: ConfirmDialogProps) {
  return (
    <Dialog {...dialog} role="alertdialog">
      <div className="text-muted">{children}</div>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Button onClick={dialog.onClose}>{m.ui_cancel()}</Button>
        <Button
          variant={danger ? "danger" : "primary"}
          disabled={pending}
          onClick={() => {
            onConfirm();
            dialog.onClose();
          }}
        >
          {confirmLabel}
        </Button>
      </div>
    </Dialog>
  );
}

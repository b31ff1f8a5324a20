import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

export type Tone = "info" | "success" | "warning" | "danger";

const TONES: Record<Tone, { look: string; Icon: typeof Info }> = {
  info: { look: "bg-accent-soft text-ink border-accent/40", Icon: Info },
  success: { look: "bg-success-soft text-ink border-success/40", Icon: CircleCheck },
  warning: { look: "bg-warning-soft text-ink border-warning/40", Icon: TriangleAlert },
  danger: { look: "bg-danger-soft text-ink border-danger/40", Icon: CircleAlert },
};

/** A message in the page. `role="alert"` for what went wrong just now, `status` for what went well. */
export function Notice({
  tone = "info",
  role,
  children,
}: {
  tone?: Tone;
  role?: "alert" | "status";
  children: ReactNode;
}) {
  const { look, Icon } = TONES[tone];
  return (
    <div role={role} className={`flex gap-2.5 rounded-md border px-3.5 py-2.5 ${look}`}>
      <Icon size={18} aria-hidden className="mt-0.5 shrink-0" />
      <div className="min-w-0">{children}</div>
    </div>
  );
}

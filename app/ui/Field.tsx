import {
  forwardRef,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from "react";

const CONTROL =
  "w-full rounded-md border border-line-strong/70 bg-raised px-3 py-2 text-ink placeholder:text-muted aria-invalid:border-danger";

interface FieldFrame {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
}

function useFrame({ hint, error }: Pick<FieldFrame, "hint" | "error">) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [hint ? hintId : "", error ? errorId : ""].filter(Boolean).join(" ");
  return {
    id,
    hintId,
    errorId,
    control: {
      id,
      "aria-describedby": describedBy || undefined,
      "aria-invalid": error ? true : undefined,
    },
  };
}

function Frame({
  frame,
  label,
  hint,
  error,
  children,
}: FieldFrame & { frame: ReturnType<typeof useFrame>; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <label htmlFor={frame.id} className="text-sm font-semibold">
        {label}
      </label>
      {children}
      {hint && (
        <p id={frame.hintId} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={frame.errorId} className="text-sm font-semibold text-danger">
          {error}
        </p>
      )}
    </div>
  );
}

export const Field = forwardRef<
  HTMLInputElement,
  FieldFrame & InputHTMLAttributes<HTMLInputElement>
>(function Field({ label, hint, error, className = "", ...input }, ref) {
  const frame = useFrame({ hint, error });
  return (
    <Frame frame={frame} label={label} hint={hint} error={error}>
      <input ref={ref} className={`${CONTROL} ${className}`} {...frame.control} {...input} />
    </Frame>
  );
});

export function TextAreaField({
  label,
  hint,
  error,
  className = "",
  rows = 3,
  ...input
}: FieldFrame & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const frame = useFrame({ hint, error });
  return (
    <Frame frame={frame} label={label} hint={hint} error={error}>
      <textarea rows={rows} className={`${CONTROL} ${className}`} {...frame.control} {...input} />
    </Frame>
  );
}

export function SelectField({
  label,
  hint,
  error,
  options,
  className = "",
  ...input
}: FieldFrame &
  SelectHTMLAttributes<HTMLSelectElement> & {
    options: readonly { value: string; label: string }[];
  }) {
  const frame = useFrame({ hint, error });
  return (
    <Frame frame={frame} label={label} hint={hint} error={error}>
      <select className={`${CONTROL} text-ellipsis ${className}`} {...frame.control} {...input}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

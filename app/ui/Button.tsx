import { Link, type LinkProps } from "@remix-run/react";
import { type ButtonHTMLAttributes, forwardRef, type ReactNode } from "react";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "sm" | "md";

const BASE =
  "inline-flex items-center justify-center gap-1.5 rounded-md font-semibold whitespace-nowrap disabled:opacity-55 aria-disabled:opacity-55";
const VARIANTS: Record<ButtonVariant, string> = {
  primary: "bg-accent text-accent-ink hover:not-disabled:brightness-110",
  secondary: "border border-line-strong/60 bg-raised text-ink hover:not-disabled:bg-sunken",
  quiet: "text-accent hover:not-disabled:bg-accent-soft",
  danger: "border border-danger/50 bg-raised text-danger hover:not-disabled:bg-danger-soft",
};
const SIZES: Record<ButtonSize, string> = {
  sm: "min-h-8 px-2.5 text-sm",
  md: "min-h-10 px-4 text-base",
};

/** The classes of a button, for elements that are something else underneath. */
export function buttonClass(variant: ButtonVariant = "secondary", size: ButtonSize = "md"): string {
  return `${BASE} ${VARIANTS[variant]} ${SIZES[size]}`;
}

interface ButtonLook {
  variant?: ButtonVariant;
  size?: ButtonSize;
}

export const Button = forwardRef<
  HTMLButtonElement,
  ButtonHTMLAttributes<HTMLButtonElement> & ButtonLook
>(function Button({ variant, size, className = "", type = "button", ...props }, ref) {
  return (
    <button
      ref={ref}
      type={type}
      className={`${buttonClass(variant, size)} ${className}`}
      {...props}
    />
  );
});

export function ButtonLink({ variant, size, className = "", ...props }: LinkProps & ButtonLook) {
  return <Link className={`${buttonClass(variant, size)} ${className}`} {...props} />;
}

/** A button that shows only an icon; `label` is its name and its tooltip. */
export const IconButton = forwardRef<
  HTMLButtonElement,
  ButtonHTMLAttributes<HTMLButtonElement> & { label: string; icon: ReactNode }
>(function IconButton({ label, icon, className = "", type = "button", ...props }, ref) {
  return (
    <button
      ref={ref}
      type={type}
      aria-label={label}
      title={label}
      className={`inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:not-disabled:bg-sunken hover:not-disabled:text-ink disabled:opacity-45 ${className}`}
      {...props}
    >
      {icon}
    </button>
  );
});

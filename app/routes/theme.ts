import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { safePath } from "../ui/safe-path";
import { isTheme, THEME_COOKIE } from "../ui/theme";

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const theme = form.get("theme");
  return redirect(safePath(form.get("to")), {
    headers: {
      "Set-Cookie": `${THEME_COOKIE}=${isTheme(theme) ? theme : "system"}; Path=/; Max-Age=31536000; SameSite=Lax`,
    },
  });
}

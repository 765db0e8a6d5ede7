/**
 * Leads whoever came by a share link in which a program wrote the number sign as "%23" to the page that was meant.
 *
 * Only on the page that says that an address does not exist.
 */

const [path, fragment] = location.pathname.split(/%23(?=v=\d)/);
if (fragment !== undefined) {
  const meant = new URL(location.href);
  meant.pathname = path; /* whatever it holds, the site stays this one */
  meant.hash = fragment;
  location.replace(meant);
}

/**
 * Keeps the height that can really be seen in `--seen`: where a phone's keyboard lies over the page instead of
 * making it smaller, the exit and the field would be under it.
 */
export function followViewHeight(): void {
  const view = window.visualViewport;
  if (!view) return;
  const style = document.documentElement.style;
  const follow = () => {
    style.setProperty('--seen', `${Math.round(view.height)}px`);
    style.setProperty('--seen-from', `${Math.round(view.offsetTop)}px`);
  };
  view.addEventListener('resize', follow);
  view.addEventListener('scroll', follow);
  follow();
}

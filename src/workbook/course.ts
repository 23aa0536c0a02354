/** What this needs of Docusaurus' sidebar. */
type SidebarItem =
  | { readonly type: 'link'; readonly label: string; readonly href: string; readonly docId?: string }
  | { readonly type: 'category'; readonly label: string; readonly items: readonly SidebarItem[] }
  | { readonly type: 'html' };

export interface Lesson {
  readonly title: string;
  /** Base path included, with slashes at both ends. */
  readonly href: string;
  readonly chapter: string;
}

/** The lessons in their order. A chapter's own page is none. */
export const lessonsOf = (sidebar: readonly SidebarItem[]): Lesson[] =>
  sidebar.flatMap((item) =>
    item.type !== 'category'
      ? []
      : item.items.flatMap((inside) =>
          inside.type === 'link' && inside.docId !== undefined
            ? [{ title: inside.label, href: inside.href, chapter: item.label }]
            : lessonsOf([inside]),
        ),
  );

/** The lesson at `href`, and its neighbours across the ends of chapters. All undefined where `href` is no lesson. */
export function placeOf(
  lessons: readonly Lesson[],
  href: string,
): { readonly lesson?: Lesson; readonly previous?: Lesson; readonly next?: Lesson } {
  const at = lessons.findIndex((lesson) => trimmed(lesson.href) === trimmed(href));
  return at < 0 ? {} : { lesson: lessons[at]!, previous: lessons[at - 1], next: lessons[at + 1] };
}

const trimmed = (href: string) => href.replace(/\/+$/, '');

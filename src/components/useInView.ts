import { useEffect, useState, type RefObject } from 'react';

/** Whether any of the element is in view, as long as somebody looks. Once and for all tells `useNearView`. */
export function useInView(element: RefObject<Element | null>): boolean {
  const [inView, setInView] = useState(true);
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const observer = new IntersectionObserver((entries) => setInView(entries.at(-1)!.isIntersecting));
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return inView;
}

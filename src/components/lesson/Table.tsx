import { useEffect, useRef, useState, type ComponentProps } from 'react';

/** A table of a lesson. Where it is wider than the page it scrolls within itself, and then the arrow keys must be able to get there. */
export function Table(props: ComponentProps<'table'>) {
  const table = useRef<HTMLTableElement>(null);
  const [isCut, setIsCut] = useState(false);

  useEffect(() => {
    const element = table.current!;
    const watch = new ResizeObserver(() => setIsCut(element.scrollWidth > element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be within reach
  return <table {...props} ref={table} tabIndex={isCut ? 0 : undefined} />;
}

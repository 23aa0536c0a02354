import { frameAt, type Frames, type Playhead } from './frames.ts';
import { stageOf } from './layout.ts';
import { Picture } from './Picture.tsx';
import { marksOf } from './shapes.ts';
import drawing from './drawing.module.css';

interface StillPictureProps {
  readonly frames: Frames;
  readonly playhead: Playhead;
  readonly width: number;
  readonly 'data-width': string;
}

/** The stage as it is drawn where nothing moves: by the server. */
export function StillPicture({ frames, playhead, width, ...rest }: StillPictureProps) {
  const stage = stageOf(width, frames.trace);
  const frame = frameAt(frames, playhead);
  return (
    <svg {...rest} className={drawing.hues} width={stage.width} height={stage.height} aria-hidden>
      <Picture
        {...{ stage, frame }}
        marks={marksOf(stage, frame.flights)}
        longestLog={frames.longestLog}
        selectedNode={null}
        selectedMark={null}
        compare={null}
        different={new Set()}
      />
    </svg>
  );
}

import MDXComponents from '@theme-original/MDXComponents';
import { Lessons } from '../components/Chapter/Lessons.tsx';
import { ClusterLab } from '../components/ClusterLab/ClusterLab.tsx';
import { ElectionTimeline } from '../components/ElectionTimeline/ElectionTimeline.tsx';
import { Exercise } from '../components/Exercise/Exercise.tsx';
import { LiveExample } from '../components/LiveExample/LiveExample.tsx';
import { Figure } from '../components/lesson/Figure.tsx';
import { Correction, Hook, Recap, Sources, YouWillLearn } from '../components/lesson/parts.tsx';
import { Table } from '../components/lesson/Table.tsx';
import { Choice, Predict } from '../components/lesson/Predict.tsx';
import { MachinePair } from '../components/MachinePair/MachinePair.tsx';
import { ReplicaStage } from '../components/ReplicaStage/ReplicaStage.tsx';
import { ClusterFigure } from '../components/ScenarioFigure/ClusterFigure.tsx';
import { ScenarioFigure } from '../components/ScenarioFigure/ScenarioFigure.tsx';
import { Architectures } from '../components/Shop/Architectures.tsx';
import { ShopFigure } from '../components/Shop/ShopFigure.tsx';

/** The whole vocabulary of a lesson. */
export default {
  ...MDXComponents,
  Architectures,
  Choice,
  ClusterFigure,
  ClusterLab,
  Correction,
  ElectionTimeline,
  Exercise,
  Figure,
  Hook,
  Lessons,
  LiveExample,
  MachinePair,
  Predict,
  Recap,
  ReplicaStage,
  ScenarioFigure,
  ShopFigure,
  Sources,
  YouWillLearn,
  table: Table,
};

import ComponentTypes from '@theme-original/NavbarItem/ComponentTypes';
import { ShortcutsItem } from '../../components/Shortcuts/ShortcutsItem.tsx';

export default { ...ComponentTypes, 'custom-shortcuts': ShortcutsItem };

import * as l10n from '@vscode/l10n';
import type { SceneFindings } from './drawing.js';

type Severity = Exclude<keyof SceneFindings, 'messages'>;

export function componentCount(count: number): string {
  return count === 1 ? l10n.t('1 component') : l10n.t('{0} components', count);
}

export function linkCount(count: number): string {
  return count === 1 ? l10n.t('1 link') : l10n.t('{0} links', count);
}

export function severityCount(severity: Severity, count: number): string {
  switch (severity) {
    case 'error':
      return count === 1 ? l10n.t('1 error') : l10n.t('{0} errors', count);
    case 'warning':
      return count === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', count);
    case 'info':
      return count === 1 ? l10n.t('1 info') : l10n.t('{0} infos', count);
    case 'hint':
      return count === 1 ? l10n.t('1 hint') : l10n.t('{0} hints', count);
  }
}

import {
  longestQuery,
  longestViewName,
  mostViews,
  type BuiltInView,
  type ViewProblem
} from '../../../shared/inventory-view.ts'

/** What the built-in views are called. */
export const builtInViewWords: Readonly<Record<BuiltInView, string>> = {
  attention: 'Needs attention',
  all: 'All',
  mine: 'Mine'
}

/** Why a view cannot be kept. */
export function viewProblemWords(problem: ViewProblem): string {
  switch (problem) {
    case 'blank':
      return 'Name the view, for example Old pipelines.'
    case 'too-long':
      return `Use at most ${longestViewName} characters for the name and ${longestQuery} for the search.`
    case 'looks-like-a-key':
      return 'There is a key in it, and what is kept of a view can be read by everybody.'
    case 'taken':
      return 'Another view has this name.'
    case 'too-many':
      return `There are ${mostViews} views already. Remove one first.`
  }
}

import type { KeyRecord } from '../../../shared/key-record.ts'
import { useFacts } from '../app/facts.tsx'
import { systemTimeStyle } from '../words/dates.ts'
import { fingerprintWords, momentWords, placeWords, testWords } from '../words/record-facts.ts'
import { PanelFact, PanelLine } from './panel-fact.tsx'

/** What this app has done with the value of a key: where it went, and whether it was tried. */
export function HandedOver({ record }: { readonly record: KeyRecord }) {
  const { keychainName } = useFacts()
  const style = systemTimeStyle()
  const { handoffs, createdHereAt, hasFingerprint, test, firstUseAt } = record
  return (
    <>
      {(createdHereAt !== null || handoffs.length > 0) && (
        <PanelFact term="Handed over">
          {handoffs.length === 0 && 'Nowhere yet'}
          {handoffs.map((place) => (
            <span key={`${place.destination} ${place.at}`} className="block">
              <bdi>{placeWords(place, keychainName)}</bdi>
              <PanelLine>{momentWords(place.at, style)}</PanelLine>
            </span>
          ))}
        </PanelFact>
      )}
      {test && (
        <PanelFact term="Tested">
          {testWords(test)}
          <PanelLine>{momentWords(test.at, style)}</PanelLine>
        </PanelFact>
      )}
      {firstUseAt !== null && <PanelFact term="First use">{momentWords(firstUseAt, style)}</PanelFact>}
      {createdHereAt !== null && (
        <PanelFact term="Fingerprint">{fingerprintWords(hasFingerprint)}</PanelFact>
      )}
    </>
  )
}

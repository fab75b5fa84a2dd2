import { TextInput } from '@mantine/core';
import { FormDialog } from '../../kit/form-dialog.js';
import type { Alteration } from '../../kit/review/change.js';
import { useReview } from '../../kit/review/use-review.js';
import type { DomainKey } from './domain-key.js';
import { addMapping, changeMapping, mappingText, type Mapping, type MappingDraft } from './mapping-calls.js';
import { StageFields } from '../../kit/stage-fields.js';

export interface MappingDialogProps {
  readonly domain: DomainKey;
  /** The one to change; null: a new one. */
  readonly mapping: Mapping | null;
  readonly onClose: () => void;
}

/** A path of a domain, and the stage that it leads to. */
export function MappingDialog({ domain, mapping, onClose }: MappingDialogProps) {
  const review = useReview();
  return (
    <FormDialog
      title={mapping ? `Edit the mapping /${mapping.path}` : 'Add mapping'}
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const to = { path: field('path').replace(/^\//, ''), apiId: field('apiId'), stage: field('stage') };
        const step = mapping ? changeMapping(domain, mapping, to) : addMapping(domain, to);
        if (!step) return true;
        const outputs = await review({
          title: mapping ? `Change the mapping /${mapping.path}` : `Map /${to.path} of ${domain.domainName}`,
          alterations: alterationsOf(mapping, to),
          steps: [step],
          confirm: mapping ? 'Change' : 'Add',
        });
        return outputs !== null;
      }}
    >
      <TextInput
        name="path"
        label="Path"
        description={`Empty: all that no other mapping has. ${
          domain.domainNameId === undefined ? 'Several segments' : 'One segment'
        } of letters, digits and $-_.+!*'()`}
        placeholder={domain.domainNameId === undefined ? 'v1/orders' : 'orders'}
        defaultValue={mapping?.path}
        spellCheck={false}
        data-autofocus
      />
      <StageFields apiId={mapping?.apiId} stage={mapping?.stage} isStageOptional />
    </FormDialog>
  );
}

function alterationsOf(from: Mapping | null, to: MappingDraft): readonly Alteration[] {
  const what = `Path /${to.path}`;
  if (!from || from.path === to.path) return [{ what, from: from && mappingText(from), to: mappingText(to) }];
  return [
    { what: `Path /${from.path}`, from: mappingText(from), to: null },
    { what, from: null, to: mappingText(to) },
  ];
}

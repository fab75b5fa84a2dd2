import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../kit/loaded.js';
import { wireQuery } from '../../kit/wire-query.js';
import { GetPolicyVersion } from '../../wire/generated/iam.js';
import { DocumentEditor } from './document-editor.js';
import { documentOf } from './policy-document.js';

interface VersionDocumentProps {
  readonly arn: string;
  readonly versionId: string;
  /** Without, the version is only to be read. */
  readonly onReview?: (from: string, to: string) => Promise<boolean>;
}

/** The document of one version of a policy. */
export function VersionDocument({ arn, versionId, onReview }: VersionDocumentProps) {
  const query = useQuery(wireQuery(GetPolicyVersion, { PolicyArn: arn, VersionId: versionId }));
  return (
    <Loaded query={query} lines={8}>
      {({ PolicyVersion }) => {
        const document = documentOf(PolicyVersion?.Document ?? '');
        return (
          <DocumentEditor
            label={`Document of ${versionId}`}
            document={document}
            {...(onReview && { onReview: (typed: string) => onReview(document, typed) })}
          />
        );
      }}
    </Loaded>
  );
}

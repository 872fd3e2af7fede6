import { z } from '../../../zod.ts';

export const ContainerNetworkPolicyDisabled = z
  .looseObject({ type: z.literal('disabled') })
  .openapi('ContainerNetworkPolicyDisabled', { description: 'The container has no network.' });

export const ContainerNetworkPolicyDomainSecret = z
  .looseObject({ domain: z.string(), name: z.string(), value: z.string() })
  .openapi('ContainerNetworkPolicyDomainSecret', { description: 'A secret for one domain.' });

export const ContainerNetworkPolicyAllowlist = z
  .looseObject({
    allowed_domains: z.array(z.string()),
    type: z.literal('allowlist'),
    domain_secrets: z.array(ContainerNetworkPolicyDomainSecret).optional(),
  })
  .openapi('ContainerNetworkPolicyAllowlist', { description: 'The container may reach these domains.' });

export const CodeInterpreterContainer = z
  .looseObject({
    type: z.literal('auto'),
    file_ids: z.array(z.string()).optional(),
    memory_limit: z.union([z.enum(['1g', '4g', '16g', '64g']), z.null()]).optional(),
    network_policy: z
      .discriminatedUnion('type', [ContainerNetworkPolicyDisabled, ContainerNetworkPolicyAllowlist])
      .optional(),
  })
  .openapi('CodeInterpreterContainer', {
    description: 'A container made for the code: its files, memory and network.',
  });

export const CodeInterpreterTool = z
  .looseObject({
    container: z.union([z.string(), CodeInterpreterContainer]),
    type: z.literal('code_interpreter'),
    allowed_callers: z.array(z.enum(['direct', 'programmatic'])).nullish(),
  })
  .openapi('CodeInterpreterTool', { description: 'Lets the model run Python.' });

export const LocalShellTool = z
  .looseObject({ type: z.literal('local_shell') })
  .openapi('LocalShellTool', { description: 'Lets the model run commands on the caller’s machine.' });

export const SkillReference = z
  .looseObject({ skill_id: z.string(), type: z.literal('skill_reference'), version: z.string().optional() })
  .openapi('SkillReference', { description: 'A skill by its id.' });

export const InlineSkillSource = z
  .looseObject({ data: z.string(), media_type: z.literal('application/zip'), type: z.literal('base64') })
  .openapi('InlineSkillSource', { description: 'A skill as a zip archive in base64.' });

export const InlineSkill = z
  .looseObject({ description: z.string(), name: z.string(), source: InlineSkillSource, type: z.literal('inline') })
  .openapi('InlineSkill', { description: 'A skill, sent along.' });

export const ContainerAuto = z
  .looseObject({
    type: z.literal('container_auto'),
    file_ids: z.array(z.string()).optional(),
    memory_limit: z.union([z.enum(['1g', '4g', '16g', '64g']), z.null()]).optional(),
    network_policy: z
      .discriminatedUnion('type', [ContainerNetworkPolicyDisabled, ContainerNetworkPolicyAllowlist])
      .optional(),
    skills: z.array(z.discriminatedUnion('type', [SkillReference, InlineSkill])).optional(),
  })
  .openapi('ContainerAuto', { description: 'A container made for the request.' });

export const LocalSkill = z
  .looseObject({ description: z.string(), name: z.string(), path: z.string() })
  .openapi('LocalSkill', { description: 'A skill on the caller’s machine.' });

export const LocalEnvironment = z
  .looseObject({ type: z.literal('local'), skills: z.array(LocalSkill).optional() })
  .openapi('LocalEnvironment', { description: 'The caller’s own machine.' });

export const ContainerReference = z
  .looseObject({ container_id: z.string(), type: z.literal('container_reference') })
  .openapi('ContainerReference', { description: 'A container by its id.' });

export const FunctionShellTool = z
  .looseObject({
    type: z.literal('shell'),
    allowed_callers: z.array(z.enum(['direct', 'programmatic'])).nullish(),
    environment: z
      .union([z.discriminatedUnion('type', [ContainerAuto, LocalEnvironment, ContainerReference]), z.null()])
      .optional(),
  })
  .openapi('FunctionShellTool', { description: 'Lets the model run commands in a shell.' });

export const ApplyPatchTool = z
  .looseObject({
    type: z.literal('apply_patch'),
    allowed_callers: z.array(z.enum(['direct', 'programmatic'])).nullish(),
  })
  .openapi('ApplyPatchTool', { description: 'Lets the model change files.' });

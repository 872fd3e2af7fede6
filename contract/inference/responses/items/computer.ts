import { z } from '../../../zod.ts';

export const ComputerSafetyCheck = z
  .looseObject({ id: z.string(), code: z.string().nullish(), message: z.string().nullish() })
  .openapi('ComputerSafetyCheck', { description: 'A pending safety check for the computer call.' });

export const ComputerClick = z
  .looseObject({
    button: z.enum(['left', 'right', 'wheel', 'back', 'forward']),
    type: z.literal('click'),
    x: z.number(),
    y: z.number(),
    keys: z.array(z.string()).nullish(),
  })
  .openapi('ComputerClick', { description: 'A click action.' });

export const ComputerDoubleClick = z
  .looseObject({ keys: z.array(z.string()).nullable(), type: z.literal('double_click'), x: z.number(), y: z.number() })
  .openapi('ComputerDoubleClick', { description: 'A double click action.' });

export const ComputerPoint = z
  .looseObject({ x: z.number(), y: z.number() })
  .openapi('ComputerPoint', { description: 'An x/y coordinate pair, e.g.' });

export const ComputerDrag = z
  .looseObject({ path: z.array(ComputerPoint), type: z.literal('drag'), keys: z.array(z.string()).nullish() })
  .openapi('ComputerDrag', { description: 'A drag action.' });

export const ComputerKeypress = z
  .looseObject({ keys: z.array(z.string()), type: z.literal('keypress') })
  .openapi('ComputerKeypress', { description: 'A collection of keypresses the model would like to perform.' });

export const ComputerMove = z
  .looseObject({ type: z.literal('move'), x: z.number(), y: z.number(), keys: z.array(z.string()).nullish() })
  .openapi('ComputerMove', { description: 'A mouse move action.' });

export const ComputerScreenshot = z
  .looseObject({ type: z.literal('screenshot') })
  .openapi('ComputerScreenshot', { description: 'A screenshot action.' });

export const ComputerScroll = z
  .looseObject({
    scroll_x: z.number(),
    scroll_y: z.number(),
    type: z.literal('scroll'),
    x: z.number(),
    y: z.number(),
    keys: z.array(z.string()).nullish(),
  })
  .openapi('ComputerScroll', { description: 'A scroll action.' });

export const ComputerTyping = z
  .looseObject({ text: z.string(), type: z.literal('type') })
  .openapi('ComputerTyping', { description: 'An action to type in text.' });

export const ComputerWait = z
  .looseObject({ type: z.literal('wait') })
  .openapi('ComputerWait', { description: 'A wait action.' });

export const ComputerAction = z
  .discriminatedUnion('type', [
    ComputerClick,
    ComputerDoubleClick,
    ComputerDrag,
    ComputerKeypress,
    ComputerMove,
    ComputerScreenshot,
    ComputerScroll,
    ComputerTyping,
    ComputerWait,
  ])
  .openapi('ComputerAction', { description: 'A click action.' });

export const ComputerCall = z
  .looseObject({
    id: z.string(),
    call_id: z.string(),
    pending_safety_checks: z.array(ComputerSafetyCheck),
    status: z.enum(['in_progress', 'completed', 'incomplete']),
    type: z.literal('computer_call'),
    action: z
      .discriminatedUnion('type', [
        ComputerClick,
        ComputerDoubleClick,
        ComputerDrag,
        ComputerKeypress,
        ComputerMove,
        ComputerScreenshot,
        ComputerScroll,
        ComputerTyping,
        ComputerWait,
      ])
      .optional(),
    actions: z.array(ComputerAction).optional(),
  })
  .openapi('ComputerCall', { description: 'A tool call to a computer use tool.' });

export const ComputerCallScreenshot = z
  .looseObject({
    type: z.literal('computer_screenshot'),
    file_id: z.string().optional(),
    image_url: z.string().optional(),
  })
  .openapi('ComputerCallScreenshot', { description: 'A computer screenshot image used with the computer use tool.' });

export const ComputerCallOutputParam = z
  .looseObject({
    call_id: z.string(),
    output: ComputerCallScreenshot,
    type: z.literal('computer_call_output'),
    id: z.string().nullish(),
    acknowledged_safety_checks: z.array(ComputerSafetyCheck).nullish(),
    status: z.union([z.enum(['in_progress', 'completed', 'incomplete']), z.null()]).optional(),
  })
  .openapi('ComputerCallOutputParam', { description: 'The output of a computer tool call.' });

export const ComputerCallOutput = z
  .looseObject({
    id: z.string(),
    call_id: z.string(),
    output: ComputerCallScreenshot,
    status: z.enum(['completed', 'incomplete', 'failed', 'in_progress']),
    type: z.literal('computer_call_output'),
    acknowledged_safety_checks: z.array(ComputerSafetyCheck).optional(),
    created_by: z.string().optional(),
  })
  .openapi('ComputerCallOutput', { description: 'A screenshot after an action on a computer.' });

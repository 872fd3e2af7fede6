import { z } from '../../../zod.ts';

export const ComputerSafetyCheck = z
  .looseObject({ id: z.string(), code: z.string().nullish(), message: z.string().nullish() })
  .openapi('ComputerSafetyCheck', { description: 'Something to confirm before the action is taken.' });

export const ComputerClick = z
  .looseObject({
    button: z.enum(['left', 'right', 'wheel', 'back', 'forward']),
    type: z.literal('click'),
    x: z.number(),
    y: z.number(),
    keys: z.array(z.string()).nullish(),
  })
  .openapi('ComputerClick', { description: 'Press a mouse button at a point.' });

export const ComputerDoubleClick = z
  .looseObject({ keys: z.array(z.string()).nullable(), type: z.literal('double_click'), x: z.number(), y: z.number() })
  .openapi('ComputerDoubleClick', { description: 'Press the mouse button twice at a point.' });

export const ComputerPoint = z
  .looseObject({ x: z.number(), y: z.number() })
  .openapi('ComputerPoint', { description: 'A point of the screen.' });

export const ComputerDrag = z
  .looseObject({ path: z.array(ComputerPoint), type: z.literal('drag'), keys: z.array(z.string()).nullish() })
  .openapi('ComputerDrag', { description: 'Drag the mouse along a path.' });

export const ComputerKeypress = z
  .looseObject({ keys: z.array(z.string()), type: z.literal('keypress') })
  .openapi('ComputerKeypress', { description: 'Press keys together.' });

export const ComputerMove = z
  .looseObject({ type: z.literal('move'), x: z.number(), y: z.number(), keys: z.array(z.string()).nullish() })
  .openapi('ComputerMove', { description: 'Move the mouse to a point.' });

export const ComputerScreenshot = z
  .looseObject({ type: z.literal('screenshot') })
  .openapi('ComputerScreenshot', { description: 'Take a picture of the screen.' });

export const ComputerScroll = z
  .looseObject({
    scroll_x: z.number(),
    scroll_y: z.number(),
    type: z.literal('scroll'),
    x: z.number(),
    y: z.number(),
    keys: z.array(z.string()).nullish(),
  })
  .openapi('ComputerScroll', { description: 'Scroll at a point.' });

export const ComputerTyping = z
  .looseObject({ text: z.string(), type: z.literal('type') })
  .openapi('ComputerTyping', { description: 'Type a text.' });

export const ComputerWait = z
  .looseObject({ type: z.literal('wait') })
  .openapi('ComputerWait', { description: 'Do nothing for a moment.' });

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
  .openapi('ComputerAction', { description: 'Something to do with the mouse, the keys or the screen.' });

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
  .openapi('ComputerCall', { description: 'The model wants to use a computer.' });

export const ComputerCallScreenshot = z
  .looseObject({
    type: z.literal('computer_screenshot'),
    file_id: z.string().optional(),
    image_url: z.string().optional(),
  })
  .openapi('ComputerCallScreenshot', { description: 'A picture of the screen, by URL or by its id.' });

export const ComputerCallOutputParam = z
  .looseObject({
    call_id: z.string(),
    output: ComputerCallScreenshot,
    type: z.literal('computer_call_output'),
    id: z.string().nullish(),
    acknowledged_safety_checks: z.array(ComputerSafetyCheck).nullish(),
    status: z.union([z.enum(['in_progress', 'completed', 'incomplete']), z.null()]).optional(),
  })
  .openapi('ComputerCallOutputParam', { description: 'The screen after the action, given back as input.' });

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

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ContestParams } from '../../contract/contests.ts'
import { RegistrationForm, ShownForm } from '../../contract/registration-form.ts'
import type { RegistrationFormsService } from './registration-forms-service.ts'

export function registrationFormRoutes({ registrationForms }: { registrationForms: RegistrationFormsService }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      method: 'GET',
      url: '/contests/:slug/registration-form',
      config: { guard: 'staff', action: 'contest.read', subject: 'contest' },
      schema: { params: ContestParams, response: { 200: ShownForm } },
      handler: (request) => registrationForms.view(request.params.slug),
    })
    app.route({
      method: 'PUT',
      url: '/contests/:slug/registration-form',
      config: { guard: 'staff', action: 'contest.write', subject: 'contest' },
      schema: {
        description: 'What people are asked when they register; the identity cannot be changed once somebody is registered by it',
        params: ContestParams,
        body: RegistrationForm,
        response: { 200: ShownForm },
      },
      handler: (request) => registrationForms.save(request.by, request.params.slug, request.body),
    })
  }
}

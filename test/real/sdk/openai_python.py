"""Uses the gateway through the Python package `openai`; prints one JSON object of what it saw.

Arguments: the base URL. Keys: OPENAI_API_KEY, READER_KEY. `exchanges` holds each answer that was not streamed.
"""

import json
import os
import sys

import openai

base_url = sys.argv[1]
messages = [{"role": "user", "content": "What is the capital of Japan?"}]
long = [{"role": "user", "content": "hi " * 2000}]
exchanges = []


def keep(response) -> None:
    if response.headers.get("content-type", "").startswith("text/event-stream"):
        return
    response.read()
    request = response.request
    exchanges.append(
        {
            "method": request.method,
            "path": request.url.raw_path.decode(),
            "status": response.status_code,
            "headers": {name.lower(): value for name, value in response.headers.items()},
            "text": response.text,
        }
    )


def client_with(key: str) -> openai.OpenAI:
    http = openai.DefaultHttpxClient(event_hooks={"response": [keep]}, trust_env=False)
    return openai.OpenAI(base_url=base_url, api_key=key, max_retries=0, http_client=http)


def error_of(call) -> dict:
    try:
        call()
    except openai.APIStatusError as error:
        return {
            "class": type(error).__name__,
            "status": error.status_code,
            "code": error.code,
            "param": error.param,
            "request_id": error.request_id,
        }
    raise AssertionError("it was answered")


client = client_with(os.environ["OPENAI_API_KEY"])


def chat(who: openai.OpenAI = client, model: str = "tiny", said: list = messages, **fields):
    return who.chat.completions.create(model=model, messages=said, temperature=0, **fields)


def streamed() -> dict:
    text, total = "", 0
    for chunk in chat(stream=True, stream_options={"include_usage": True}):
        text += (chunk.choices[0].delta.content or "") if chunk.choices else ""
        total += chunk.usage.total_tokens if chunk.usage else 0
    return {"text": text, "total_tokens": total}


def embeddings() -> dict:
    packed = client.embeddings.create(model="tiny", input=["Tokyo", "a story"])
    plain = client.embeddings.create(model="tiny", input=["Tokyo", "a story"], encoding_format="float")
    pairs = zip(packed.data[0].embedding, plain.data[0].embedding, strict=True)
    return {"count": len(packed.data), "difference": max(abs(a - b) for a, b in pairs)}


answer = chat()
seen = {
    "models": sorted(model.id for model in client.models.list()),
    "model": client.models.retrieve("tiny").id,
    "chat": answer.choices[0].message.content,
    "total_tokens": answer.usage.total_tokens,
    "request_id": answer._request_id,
    "stream": streamed(),
    "completion": client.completions.create(model="tiny", prompt="Once upon a", max_tokens=3).choices[0].text,
    "embeddings": embeddings(),
    "errors": {
        "unknown_model": error_of(lambda: chat(model="tyni")),
        "unknown_model_retrieved": error_of(lambda: client.models.retrieve("tyni")),
        "wrong_key": error_of(lambda: client_with("sk-wrong").models.list()),
        "no_verb": error_of(lambda: chat(client_with(os.environ["READER_KEY"]))),
        "too_long": error_of(lambda: chat(said=long)),
        "too_long_streamed": error_of(lambda: chat(said=long, stream=True)),
    },
    "exchanges": exchanges,
}
print(json.dumps(seen))

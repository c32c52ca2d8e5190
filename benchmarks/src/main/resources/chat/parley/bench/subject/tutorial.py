"""Long polling as tutorials show it, on FastAPI: rooms and waiters in memory, one JSON reply a waiter."""
import asyncio
import time
import uuid

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
rooms = {}
waiters = {}


class Message(BaseModel):
    sender: str
    text: str
    room: str = "general"


def after(room, last_message_id):
    messages = rooms.get(room, [])
    if last_message_id is None:
        return []
    for at in range(len(messages) - 1, -1, -1):
        if messages[at]["id"] == last_message_id:
            return messages[at + 1:]
    return messages


@app.get("/api/poll")
async def poll(client_id: str, room: str = "general", last_message_id: str = None, timeout: int = 25):
    found = after(room, last_message_id)
    if found:
        return {"messages": found, "status": "success", "timeout": False}
    arrived = asyncio.Queue()
    waiters.setdefault(room, set()).add(arrived)
    try:
        message = await asyncio.wait_for(arrived.get(), timeout)
        return {"messages": [message], "status": "success", "timeout": False}
    except asyncio.TimeoutError:
        return {"messages": [], "status": "timeout", "timeout": True}
    finally:
        waiters[room].discard(arrived)


@app.post("/api/send")
async def send(message: Message):
    stored = {"id": str(uuid.uuid4()), "sender": message.sender, "text": message.text,
              "timestamp": time.time(), "room": message.room}
    rooms.setdefault(message.room, []).append(stored)
    for arrived in list(waiters.get(message.room, ())):
        arrived.put_nowait(stored)
    return {"status": "sent", "message_id": stored["id"], "timestamp": stored["timestamp"]}

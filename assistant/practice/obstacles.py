"""Obstacles by the names the person gave them, and the ways on that were tried."""

from __future__ import annotations

import msgspec

from assistant.practice.event import Event


class ObstacleNamed(Event, frozen=True, tag="obstacle_named"):
    """What was in the way: the name the person gave or confirmed, and how they told it.

    `goal` is the id of the goal it concerned; "" for none.
    """

    name: str
    words: str = ""
    goal: str = ""


class WayOnTaken(Event, frozen=True, tag="way_on_taken"):
    """A way on that was tried with an obstacle, and what the person said there."""

    way: str
    words: str = ""
    goal: str = ""


ObstacleNoted = ObstacleNamed | WayOnTaken


class Obstacle(msgspec.Struct):
    """An obstacle: its day, its goal, and what was tried with it."""

    day: str
    name: str
    words: str = ""
    goal: str = ""
    way: str = ""
    way_words: str = ""


def fold_obstacles(obstacles: list[Obstacle], noted: ObstacleNoted, day: str) -> None:
    """Update `obstacles` with what was noted on `day`."""
    match noted:
        case ObstacleNamed(name=name, words=words, goal=goal):
            obstacles.append(Obstacle(day, name, words, goal))
        case WayOnTaken(way=way, words=words) if obstacles:
            obstacles[-1].way, obstacles[-1].way_words = way, words

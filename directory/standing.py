"""What a person stands for on a day: own posts, partner roles, and the people she deputises for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from directory.models import Contact, DeputyScope, Deputyship, Membership, Rank, UnitFunction, UnitKind, User


@dataclass(frozen=True)
class Post:
    """One place in a unit."""

    unit_id: int
    unit_short: str
    unit_path: str
    rank: int
    kind: str
    function: str
    title: str = ""


@dataclass(frozen=True)
class Standing:
    """Everything that decides what `user` may see and do on `day`; built once per request and passed down."""

    user: User
    day: date
    posts: tuple[Post, ...] = ()
    roles: dict[int, int] = field(default_factory=dict)
    principals: tuple["Principal", ...] = ()

    @property
    def ranks(self) -> dict[int, int]:
        """Highest own rank per unit id."""
        best: dict[int, int] = {}
        for post in self.posts:
            best[post.unit_id] = max(post.rank, best.get(post.unit_id, 0))
        return best

    @property
    def unit_ids(self) -> frozenset[int]:
        """Units the person belongs to herself."""
        return frozenset(post.unit_id for post in self.posts)

    @property
    def all_unit_ids(self) -> frozenset[int]:
        """Own units and those of the people deputised for."""
        return self.unit_ids.union(*(principal.standing.unit_ids for principal in self.principals))

    @property
    def organisation_ids(self) -> frozenset[int]:
        """Partner organisations the person acts for."""
        return frozenset(self.roles)

    @property
    def is_partner(self) -> bool:
        """Acts for a partner and has no work at the Land; a seat in a jury is none."""
        return bool(self.roles) and not self.takes_tasks

    @property
    def main_post(self) -> Post | None:
        """The post shown beside the name: the highest."""
        return max(self.posts, key=lambda post: post.rank, default=None)

    @property
    def led_paths(self) -> tuple[str, ...]:
        """Paths of the subtrees the person leads: a Referat, an Abteilung, the whole house."""
        return tuple(self.led_path(post) for post in self.posts if post.rank >= Rank.HEAD_OF_UNIT)

    @property
    def is_manager(self) -> bool:
        """Leads at least one unit."""
        return bool(self.led_paths)

    def has_function(self, function: UnitFunction) -> bool:
        """Belongs to a unit with this function."""
        return any(post.function == function for post in self.posts)

    @property
    def all_posts(self) -> tuple["Post", ...]:
        """Own posts and those deputised for."""
        return self.posts + tuple(post for principal in self.principals for post in principal.standing.posts)

    @property
    def belongs_to_house(self) -> bool:
        """Works for the Land inside a Ressort's line, herself or as deputy, not only as a member of a body."""
        return any(post.kind not in {UnitKind.SEAT, UnitKind.BODY, UnitKind.WORKING_GROUP} for post in self.all_posts)

    @property
    def takes_tasks(self) -> bool:
        """Belongs to a unit or has a seat, which tasks are given to, or deputises there; mere members of a body have pages of their own."""
        return any(post.kind != UnitKind.BODY for post in self.all_posts)

    @staticmethod
    def led_path(post: Post) -> str:
        """The top management leads its whole Ressort, everybody else the own unit and what lies below."""
        if post.kind == UnitKind.LEADERSHIP:
            return post.unit_path.rstrip("/").rsplit("/", 1)[0] + "/"
        return post.unit_path


@dataclass(frozen=True)
class Principal:
    """A person deputised for, with her own standing as far as the deputyship reaches."""

    user: User
    standing: Standing
    may_sign: bool


def standing_of(user: User, day: date) -> Standing:
    """Read posts, partner roles and deputyships of `user` on `day`: three queries, none per principal."""
    return standings_of([user], day)[0]


def standings_of(users: Iterable[User], day: date) -> list[Standing]:
    """The same for many people, in as many queries."""
    wanted = {user.pk: user for user in users}
    rows = Deputyship.objects.valid_on(day).filter(deputy__in=list(wanted), principal__is_active=True)
    deputyships: dict[int, list[Deputyship]] = {pk: [] for pk in wanted}
    for deputyship in rows.select_related("principal"):
        deputyships[deputyship.deputy_id].append(deputyship)
    posts = _posts({*wanted, *(row.principal_id for some in deputyships.values() for row in some)}, day)
    roles = _roles(wanted, day)
    principals = {pk: tuple(_principal(row, posts[row.principal_id], day) for row in deputyships[pk]) for pk in wanted}
    return [
        Standing(user=user, day=day, posts=tuple(posts[pk]), roles=roles[pk], principals=principals[pk])
        for pk, user in wanted.items()
    ]


def _principal(deputyship: Deputyship, posts: list[Post], day: date) -> Principal:
    principal = deputyship.principal
    return Principal(
        user=principal,
        standing=Standing(user=principal, day=day, posts=_within(posts, deputyship.unit_id)),
        may_sign=deputyship.scope == DeputyScope.FULL,
    )


def _roles(people: Iterable[int], day: date) -> dict[int, dict[int, int]]:
    roles: dict[int, dict[int, int]] = {pk: {} for pk in people}
    for contact in Contact.objects.valid_on(day).filter(user_id__in=list(roles)).order_by("role"):
        roles[contact.user_id][contact.organisation_id] = contact.role
    return roles


def _posts(people: Iterable[int], day: date) -> dict[int, list[Post]]:
    posts: dict[int, list[Post]] = {pk: [] for pk in people}
    memberships = (
        Membership.objects.valid_on(day).filter(user_id__in=posts).select_related("unit").order_by("-rank", "pk")
    )
    for membership in memberships:
        unit = membership.unit
        posts[membership.user_id].append(
            Post(unit.pk, unit.short, unit.path, membership.rank, unit.kind, unit.function, membership.function_title)
        )
    return posts


def _within(posts: list[Post], unit_id: int | None) -> tuple[Post, ...]:
    return tuple(post for post in posts if unit_id in (None, post.unit_id))

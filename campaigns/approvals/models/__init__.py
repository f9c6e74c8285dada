from campaigns.approvals.models.integrity import IntegrityCheck
from campaigns.approvals.models.page import ApprovedPage
from campaigns.approvals.models.tasks import AppraiseTask, ApproveTask, PublishTask, ReviewTask
from campaigns.approvals.records import ApprovalRecord, Revocation, Withdrawal

__all__ = [
    "AppraiseTask",
    "ApprovalRecord",
    "ApproveTask",
    "ApprovedPage",
    "IntegrityCheck",
    "PublishTask",
    "ReviewTask",
    "Revocation",
    "Withdrawal",
]
